import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { pack, rowsOf } from '../../../../src/core/acoustic/packing';

const lengths = fc
  .array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 })
  .map((unordered) => Int32Array.from(unordered).sort().reverse());

describe('pack', () => {
  it('lays sequences out timestep by timestep, longest first', () => {
    const { active, offsets, rows } = pack(Int32Array.of(3, 2, 1));
    expect([...active]).toEqual([3, 2, 1]);
    expect([...offsets]).toEqual([0, 3, 5]);
    expect(rows).toBe(6);
  });

  it('gives every timestep of every sequence a row of its own, and no row to padding', () => {
    fc.assert(
      fc.property(lengths, (given) => {
        const packing = pack(given);
        const taken = [...given].flatMap((_, sequence) => [...rowsOf(packing, sequence)]);
        expect(taken.sort((a, b) => a - b)).toEqual(Array.from({ length: packing.rows }, (_, row) => row));
      }),
    );
  });

  it('puts the rows of one timestep side by side, in the order of the sequences', () => {
    fc.assert(
      fc.property(lengths, (given) => {
        const packing = pack(given);
        given.forEach((length, sequence) => {
          const rows = rowsOf(packing, sequence);
          expect(rows.length).toBe(length);
          rows.forEach((row, timestep) => {
            expect(sequence).toBeLessThan(packing.active[timestep]!);
            expect(row).toBe(packing.offsets[timestep]! + sequence);
          });
        });
      }),
    );
  });

  it('refuses sequences in another order', () => {
    expect(() => pack(Int32Array.of(2, 3))).toThrow('longest first');
  });
});
