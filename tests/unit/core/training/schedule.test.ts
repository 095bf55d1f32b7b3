import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { learningRateAt, type Schedule } from '../../../../src/core/training/schedule';

const level = { annealing: 1, stepsPerEpoch: 10 };
const schedule: Schedule = { peakLearningRate: 1e-3, warmupSteps: 10, decaySteps: 20, totalSteps: 100, ...level };

describe('learningRateAt', () => {
  it('climbs, stays level and falls to a hundredth of the peak', () => {
    const rates = [0, 9, 50, 80, 90, 100].map((step) => learningRateAt(step, schedule) / schedule.peakLearningRate);
    [0.1, 1, 1, 1, 0.505, 0.01].forEach((expected, index) => {
      expect(rates[index]).toBeCloseTo(expected, 9);
    });
  });

  it('is divided after each epoch by the annealing', () => {
    const annealed = { ...schedule, warmupSteps: 1, decaySteps: 1, annealing: 2 };
    const rates = [0, 9, 10, 19, 20, 35].map((step) => learningRateAt(step, annealed) / schedule.peakLearningRate);
    expect(rates).toEqual([1, 1, 1 / 2, 1 / 2, 1 / 4, 1 / 8]);
  });

  it('stays above 0 and at most at the peak at every step, also beyond the last', () => {
    const steps = fc.integer({ min: 1, max: 1000 });
    fc.assert(
      fc.property(fc.nat({ max: 5000 }), steps, steps, steps, (step, warmupSteps, decaySteps, totalSteps) => {
        const rate = learningRateAt(step, { ...level, peakLearningRate: 1, warmupSteps, decaySteps, totalSteps });
        expect(rate).toBeGreaterThan(0);
        expect(rate).toBeLessThanOrEqual(1);
      }),
    );
  });
});
