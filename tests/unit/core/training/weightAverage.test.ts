import { describe, expect, it } from 'vitest';

import type { WeightValues } from '../../../../src/core/acoustic/network';
import { WeightAverage } from '../../../../src/core/training/weightAverage';

const weights = (...values: number[]): Map<string, WeightValues> =>
  new Map([['w', { shape: [values.length], values: Float32Array.from(values) }]]);

const meanOf = (average: WeightAverage): number[] => [...(average.values().get('w')?.values ?? [])];

describe('WeightAverage', () => {
  it('is the mean of the first ones, and then lets old ones fade', () => {
    const average = new WeightAverage(3);
    average.add(weights(0, 3));
    average.add(weights(3, 3));
    average.add(weights(6, 3));
    expect(meanOf(average)).toEqual([3, 3]);
    average.add(weights(9, 3));
    expect(meanOf(average)).toEqual([5, 3]);
  });

  it('keeps a copy of its own', () => {
    const average = new WeightAverage(3);
    const given = weights(1);
    average.add(given);
    average.add(weights(3));
    expect([...given.get('w')!.values]).toEqual([1]);
  });

  it('goes on from what it was', () => {
    const straight = new WeightAverage(2);
    const broken = new WeightAverage(2);
    for (const value of [1, 5]) straight.add(weights(value));
    broken.add(weights(1));
    const restored = new WeightAverage(2);
    restored.restore(broken.values(), broken.count);
    restored.add(weights(5));
    expect(meanOf(restored)).toEqual(meanOf(straight));
    expect(restored.count).toBe(2);
  });
});
