import { describe, expect, it } from 'vitest';

import { widen } from '../../../../src/core/training/widen';

const weight = (shape: number[], ...values: number[]) => ({ shape, values: Float32Array.from(values) });

describe('widen', () => {
  it('puts a matrix first, and zeros where units that are new would be heard by those that are not', () => {
    const wide = weight([3, 3], 11, 12, 13, 14, 15, 16, 17, 18, 19);
    expect(widen(weight([2, 2], 1, 2, 3, 4), wide)).toEqual(weight([3, 3], 1, 2, 13, 3, 4, 16, 0, 0, 19));
    expect([...wide.values]).toEqual([11, 12, 13, 14, 15, 16, 17, 18, 19]);
  });

  it('adds columns alone to what reads the features, and rows alone to what writes the labels', () => {
    expect(widen(weight([2, 1], 1, 2), weight([2, 2], 5, 6, 7, 8))).toEqual(weight([2, 2], 1, 6, 2, 8));
    expect(widen(weight([1, 2], 1, 2), weight([2, 2], 5, 6, 7, 8))).toEqual(weight([2, 2], 1, 2, 0, 0));
  });

  it('puts a vector first, and leaves what is as wide as it is', () => {
    expect(widen(weight([2], 1, 2), weight([3], 7, 8, 9))).toEqual(weight([3], 1, 2, 9));
    expect(widen(weight([2], 1, 2), weight([2], 7, 8))).toEqual(weight([2], 1, 2));
  });
});
