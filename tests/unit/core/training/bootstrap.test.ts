import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { type ScoredUtterance, wordErrorInterval } from '../../../../src/core/training/bootstrap';
import { Random } from '../../../../src/core/training/random';

/** Utterances of ten words, each word wrong with the probability of its speaker. */
function spoken(speakers: number, each: number, rateOf: (speaker: number) => number, seed: number): ScoredUtterance[] {
  const random = new Random(seed);
  return Array.from({ length: speakers * each }, (_, n) => {
    const speaker = n % speakers;
    const errors = Array.from({ length: 10 }, () => random.uniform()).filter((x) => x < rateOf(speaker)).length;
    return { speaker: `speaker ${speaker}`, errors, words: 10 };
  });
}

const rateOf = (utterances: readonly ScoredUtterance[]): number =>
  (100 * utterances.reduce((sum, { errors }) => sum + errors, 0)) /
  utterances.reduce((sum, { words }) => sum + words, 0);

describe('wordErrorInterval', () => {
  it('holds the rate itself, between the best and the worst utterance', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 8 }), fc.nat(), (speakers, each, seed) => {
        const utterances = spoken(speakers, each, () => 0.4, seed);
        const { low, high } = wordErrorInterval(utterances);
        const single = utterances.map(({ errors, words }) => (100 * errors) / words);
        expect(low).toBeLessThanOrEqual(rateOf(utterances) + 1e-9);
        expect(high).toBeGreaterThanOrEqual(rateOf(utterances) - 1e-9);
        expect(low).toBeGreaterThanOrEqual(Math.min(...single) - 1e-9);
        expect(high).toBeLessThanOrEqual(Math.max(...single) + 1e-9);
      }),
      { numRuns: 40 },
    );
  });

  it('holds the true rate about 95 times in a hundred', () => {
    const held = Array.from({ length: 200 }, (_, seed) => wordErrorInterval(spoken(40, 2, () => 0.3, seed)));
    const share = held.filter(({ low, high }) => low <= 30 && high >= 30).length / held.length;
    expect(share).toBeGreaterThan(0.89);
  });

  it('is wider where speakers differ than where they are alike, and the same each time', () => {
    const widthOf = (rate: (speaker: number) => number): number => {
      const { low, high, resampled } = wordErrorInterval(spoken(10, 20, rate, 1));
      expect(resampled).toBe('speakers');
      return high - low;
    };
    expect(widthOf((speaker) => (speaker < 5 ? 0.1 : 0.7))).toBeGreaterThan(3 * widthOf(() => 0.4));
    expect(widthOf(() => 0.4)).toBe(widthOf(() => 0.4));
  });

  it('draws utterances where there are few speakers, and takes each of an unknown one by itself', () => {
    expect(wordErrorInterval(spoken(2, 20, () => 0.4, 1)).resampled).toBe('utterances');
    const unknown = spoken(1, 20, () => 0.4, 1).map((utterance) => ({ ...utterance, speaker: 'unknown' }));
    expect(wordErrorInterval(unknown).resampled).toBe('speakers');
    expect(wordErrorInterval([])).toEqual({ low: 0, high: 0, resampled: 'utterances' });
  });
});
