import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { pack, rowsOf } from '../../../../src/core/acoustic/packing';
import { windowing } from '../../../../src/core/acoustic/windowing';

const lengths = fc
  .array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 5 })
  .map((unordered) => Int32Array.from(unordered).sort().reverse());
const chunks = fc.record({ chunk: fc.integer({ min: 1, max: 14 }), lookAhead: fc.nat({ max: 14 }) });

describe('windowing', () => {
  it('emits each timestep once, from a window that goes back from the edge of its look-ahead to its chunk', () => {
    fc.assert(
      fc.property(lengths, chunks, (given, { chunk, lookAhead }) => {
        const batch = pack(given);
        const { packing, gather, emit } = windowing(batch, { chunk, lookAhead });
        const seen = new Set(emit);
        expect(seen.size).toBe(batch.rows);
        given.forEach((length, sequence) => {
          const rows = rowsOf(batch, sequence);
          for (let timestep = 0; timestep < length; timestep += 1) {
            const start = timestep - (timestep % chunk);
            const edge = Math.min(start + chunk + lookAhead, length) - 1;
            const expected = Array.from({ length: edge - timestep + 1 }, (_, step) => rows[edge - step]);
            expect(readUntil(packing, gather, emit[rows[timestep]!]!)).toEqual(expected);
          }
        });
      }),
    );
  });

  it('reads nothing twice when the chunk holds the longest sequence', () => {
    fc.assert(
      fc.property(lengths, fc.nat({ max: 5 }), (given, lookAhead) => {
        const batch = pack(given);
        const { gather } = windowing(batch, { chunk: 12, lookAhead });
        expect([...gather].sort((a, b) => a - b)).toEqual(Array.from({ length: batch.rows }, (_, row) => row));
      }),
    );
  });
});

/** The rows of the batch that the recurrence has read when it stands at `place`, in the order of reading. */
function readUntil(packing: ReturnType<typeof pack>, gather: Int32Array, place: number): number[] {
  const window = Array.from(packing.lengths, (_, index) => rowsOf(packing, index)).find((rows) =>
    rows.includes(place),
  )!;
  return Array.from(window.subarray(0, window.indexOf(place) + 1), (row) => gather[row]!);
}
