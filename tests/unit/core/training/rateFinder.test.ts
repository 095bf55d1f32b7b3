import { describe, expect, it } from 'vitest';

import { RateFinder } from '../../../../src/core/training/rateFinder';

/** Tries the rates on a loss that depends on the rate alone. */
function finderOn(lossAt: (learningRate: number) => number, steps = 100): RateFinder {
  const finder = new RateFinder(1e-6, 1, steps);
  while (finder.push(lossAt(finder.learningRate)));
  return finder;
}

describe('RateFinder', () => {
  it('climbs by a constant factor from the lowest to the highest rate', () => {
    const { points } = finderOn(() => 1, 7);
    [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1].forEach((rate, index) => {
      expect((points[index]?.learningRate ?? 0) / rate).toBeCloseTo(1, 9);
    });
    expect(points).toHaveLength(7);
  });

  it('suggests a tenth of the rate at which the loss was lowest, and stops when it runs away', () => {
    const finder = finderOn(
      (rate) => 3 - 2 * Math.exp(-(Math.log10(rate / 0.01) ** 2)) + (rate > 0.1 ? 1000 * rate : 0),
    );
    expect(Math.log10(finder.suggestion ?? 0)).toBeGreaterThan(-3.2);
    expect(Math.log10(finder.suggestion ?? 0)).toBeLessThan(-2.2);
    expect(finder.points.length).toBeLessThan(100);
  });

  it('suggests nothing where the loss never falls', () => {
    expect(finderOn((rate) => 1 + rate).suggestion).toBeNull();
    expect(new RateFinder(1e-6, 1, 100).suggestion).toBeNull();
  });

  it('smooths without leaning on the nothing before the first loss', () => {
    const { points } = finderOn(() => 2);
    expect(points.every(({ smoothedLoss }) => Math.abs(smoothedLoss - 2) < 1e-9)).toBe(true);
  });

  it('stops at a loss that is no number', () => {
    const finder = new RateFinder(1e-6, 1, 100);
    expect(finder.push(1)).toBe(true);
    expect(finder.push(NaN)).toBe(false);
  });
});
