import { describe, expect, it } from 'vitest';

import {
  adaptationRate,
  adaptationSteps,
  recipeOf,
  replaySeconds,
} from '../../../../src/core/training/adaptationRecipe';

const standard = { preset: 'standard', advanced: {} } as const;

describe('recipeOf', () => {
  it('lets the network see states of whole utterances whole, and the spectrogram in chunks as it runs', () => {
    expect(recipeOf(standard, 'encoder').trainer.wholeShare).toBe(1);
    expect(recipeOf(standard, 'spectrogram').trainer.wholeShare).toBeUndefined();
  });

  it('takes what the user chose in place of its own', () => {
    const recipe = recipeOf(
      { preset: 'quick', advanced: { learningRate: 0.01, epochs: 3, replayShare: 0 } },
      'encoder',
    );
    expect(recipe).toMatchObject({ peakLearningRate: 0.01, replayShare: 0 });
    expect(adaptationSteps(recipe, 500)).toBe(1500);
  });
});

describe('replaySeconds', () => {
  it('is what the steps read of general speech, and all where nobody knows how much there is to learn', () => {
    // 40 s at 24 s a step: two steps a pass, ten passes.
    expect(replaySeconds({ preset: 'quick', advanced: {} }, 40)).toBe(20 * 24);
    expect(replaySeconds({ preset: 'quick', advanced: { replayShare: 0 } }, 40)).toBe(0);
    expect(replaySeconds(standard, NaN)).toBe(Infinity);
  });
});

describe('adaptationRate', () => {
  it('rises over a tenth of the steps to the peak and falls to nearly nothing', () => {
    const recipe = recipeOf(standard, 'encoder');
    const rates = Array.from({ length: 100 }, (_, step) => adaptationRate(recipe, step, 100));
    expect(rates.indexOf(Math.max(...rates))).toBe(9);
    expect(rates[9]).toBeCloseTo(recipe.peakLearningRate, 12);
    expect(rates.at(-1)).toBeLessThan(0.02 * recipe.peakLearningRate);
  });
});
