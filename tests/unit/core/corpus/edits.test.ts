import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { countEdits, editsOf } from '../../../../src/core/corpus/edits';

const symbols = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 9 });
const distance = (a: readonly string[], b: readonly string[]): number => editsOf(countEdits(a, b));

/** The definition: try every way. */
function fewestEdits(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return a.length + b.length;
  const [restA, restB] = [a.slice(1), b.slice(1)];
  if (a[0] === b[0]) return fewestEdits(restA, restB);
  return 1 + Math.min(fewestEdits(restA, restB), fewestEdits(restA, b), fewestEdits(a, restB));
}

describe('countEdits', () => {
  it('equals the definition', () => {
    const short = fc.array(fc.constantFrom('a', 'b'), { maxLength: 6 });
    fc.assert(
      fc.property(short, short, (a, b) => {
        expect(distance(a, b)).toBe(fewestEdits(a, b));
      }),
    );
  });

  it('is a metric: 0 for equals alone, symmetric, no way round is shorter', () => {
    fc.assert(
      fc.property(symbols, symbols, symbols, (a, b, c) => {
        expect(distance(a, b) === 0).toBe(a.join('') === b.join(''));
        expect(distance(a, b)).toBe(distance(b, a));
        expect(distance(a, c)).toBeLessThanOrEqual(distance(a, b) + distance(b, c));
      }),
    );
  });

  it('counts kinds that explain both lengths; swapping the sides swaps insertions and deletions', () => {
    fc.assert(
      fc.property(symbols, symbols, (a, b) => {
        const { substitutions, insertions, deletions, length } = countEdits(a, b);
        expect(Math.min(substitutions, insertions, deletions)).toBeGreaterThanOrEqual(0);
        expect([length, length - deletions + insertions]).toEqual([a.length, b.length]);
        expect(countEdits(b, a)).toEqual({
          substitutions,
          insertions: deletions,
          deletions: insertions,
          length: b.length,
        });
      }),
    );
  });
});
