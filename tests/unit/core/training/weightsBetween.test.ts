import { describe, expect, it } from 'vitest';

import { weightsBetween } from '../../../../src/core/training/weightsBetween';

const weights = (...values: number[]): Map<string, { shape: number[]; values: Float32Array }> =>
  new Map([['W1', { shape: [values.length], values: Float32Array.from(values) }]]);
const valuesAt = (share: number): number[] => [
  ...weightsBetween(weights(1, 2), weights(3, -2), share).get('W1')!.values,
];

describe('weightsBetween', () => {
  it('goes straight from the ones to the others', () => {
    expect(valuesAt(0)).toEqual([1, 2]);
    expect(valuesAt(0.25)).toEqual([1.5, 1]);
    expect(valuesAt(1)).toEqual([3, -2]);
  });

  it('changes neither', () => {
    const from = weights(1, 2);
    weightsBetween(from, weights(3, -2), 0.5);
    expect([...from.get('W1')!.values]).toEqual([1, 2]);
  });
});
