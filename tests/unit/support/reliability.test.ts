import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { seededRandom } from '../../support/audio';
import {
  calibrationError,
  discrimination,
  type Example,
  fitLogistic,
  logistic,
  reliabilityTable,
} from '../../support/reliability';
import { rightWords } from '../../support/rightWords';

const outcome = (predicted: number, isRight: boolean): { predicted: number; isRight: boolean } => ({
  predicted,
  isRight,
});

describe('reliabilityTable', () => {
  it('sets what was predicted beside what came', () => {
    const rows = reliabilityTable([outcome(0.71, true), outcome(0.79, false), outcome(1, true)]);
    expect(rows).toEqual([
      { from: 0.7, to: 0.8, count: 2, predicted: 0.75, right: 0.5 },
      { from: 0.9, to: 1, count: 1, predicted: 1, right: 1 },
    ]);
  });

  it('gives the calibration error as the mean gap', () => {
    expect(calibrationError([outcome(0.71, true), outcome(0.79, false), outcome(1, true)])).toBeCloseTo(0.5 / 3, 9);
  });
});

describe('discrimination', () => {
  it('is 1 where every right word is predicted higher, and 0 the other way', () => {
    expect(discrimination([outcome(0.2, false), outcome(0.9, true)])).toBe(1);
    expect(discrimination([outcome(0.2, true), outcome(0.9, false)])).toBe(0);
  });
});

describe('fitLogistic', () => {
  it('finds the weights that outcomes were drawn with', () => {
    const random = seededRandom(7);
    const weights = [1.5, -0.5];
    const examples = Array.from({ length: 20_000 }, (): Example => {
      const terms = [4 * random() - 2, 1];
      return { terms, isRight: random() < logistic(terms, weights) };
    });
    const [slope = NaN, offset = NaN] = fitLogistic(examples);
    expect(Math.abs(slope - 1.5)).toBeLessThan(0.08);
    expect(Math.abs(offset + 0.5)).toBeLessThan(0.08);
  });
});

describe('rightWords', () => {
  it('marks the words that were said', () => {
    expect(rightWords(['the', 'old', 'dog', 'is', 'here'], ['the', 'dog', 'was', 'here'])).toEqual([
      true,
      true,
      false,
      true,
    ]);
    expect(rightWords([], ['a'])).toEqual([false]);
  });

  it('marks all of a text that was heard as it was said', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c')), (words) => {
        expect(rightWords(words, words).every(Boolean)).toBe(true);
      }),
    );
  });
});
