import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { countEdits, editsOf } from '../../../../src/core/corpus/edits';
import { wordPairs } from '../../../../src/core/corpus/wordPairs';

const words = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 });

describe('the pairs of two texts', () => {
  it('come from a way of fewest edits, in order', () => {
    fc.assert(
      fc.property(words, words, (reference, hypothesis) => {
        const pairs = wordPairs(reference, hypothesis);
        const replaced = pairs.filter(([i, j]) => reference[i] !== hypothesis[j]).length;
        const edits = replaced + reference.length + hypothesis.length - 2 * pairs.length;
        expect(edits).toBe(editsOf(countEdits(reference, hypothesis)));
        for (const [index, [i, j]] of pairs.slice(1).entries()) {
          expect(i).toBeGreaterThan(pairs[index]![0]);
          expect(j).toBeGreaterThan(pairs[index]![1]);
        }
      }),
    );
  });
});
