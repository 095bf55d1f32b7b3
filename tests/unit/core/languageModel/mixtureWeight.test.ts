import { describe, expect, it } from 'vitest';

import { mixtureWeight } from '../../../../src/core/languageModel/mixtureWeight';

const { log } = Math;

describe('mixtureWeight', () => {
  it('is the share of the text that only one model knows', () => {
    const base = [log(0.1), log(0.1), log(0.1), NaN];
    const own = [NaN, NaN, NaN, log(0.2)];
    expect(mixtureWeight([{ base, own }])).toBeCloseTo(0.25, 6);
  });

  it('makes the text more likely than any other weight on a grid', () => {
    const [base, own] = [
      [0.1, 0.02, 0.3, 0.004],
      [0.05, 0.2, 0.1, 0.03],
    ] as const;
    const likelihood = (weight: number): number =>
      base.reduce((sum, probability, place) => sum + log((1 - weight) * probability + weight * own[place]!), 0);
    const weight = mixtureWeight([{ base: base.map(log), own: own.map(log) }]);
    for (let other = 0.05; other < 1; other += 0.05)
      expect(likelihood(weight)).toBeGreaterThanOrEqual(likelihood(other) - 1e-3);
  });

  it('goes to nothing where the base expects every word more', () => {
    expect(mixtureWeight([{ base: [log(0.5), log(0.4)], own: [log(0.1), log(0.05)] }])).toBeLessThan(1e-6);
  });

  it('is nothing where neither knows a word', () => {
    expect(mixtureWeight([{ base: [NaN], own: [NaN] }])).toBe(0);
    expect(mixtureWeight([])).toBe(0);
  });
});
