import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

import { Dropout } from '../../../../src/core/training/dropout';
import { Random } from '../../../../src/core/training/random';
import { expectNoTensorLeak, useBackend, valuesOf } from '../../../support/tensors';

/** What a layer of ones becomes. */
function dropped(rate: number, ...seeds: number[]): Float32Array {
  const ones = tf.ones<tf.Rank.R2>([400, 50]);
  const values = valuesOf(tf.tidy(() => new Dropout(rate, new Random(...seeds)).apply(ones)));
  ones.dispose();
  return values;
}

describe('Dropout', () => {
  beforeAll(() => useBackend('auto'));

  it('silences the given share of the units and keeps the mean of the layer', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.02, max: 0.9, noNaN: true }), fc.nat(), (rate, seed) => {
        const values = dropped(rate, seed);
        const silent = values.filter((value) => value === 0).length / values.length;
        // Five deviations of a share of 20,000 draws.
        expect(Math.abs(silent - rate)).toBeLessThan(5 * Math.sqrt((rate * (1 - rate)) / values.length));
        expect(values.every((value) => value === 0 || Math.abs(value * (1 - rate) - 1) < 1e-5)).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it('gives the same mask for the same seeds and another for each step', () => {
    expect(dropped(0.1, 1, 5, 7)).toEqual(dropped(0.1, 1, 5, 7));
    expect(dropped(0.1, 1, 5, 8)).not.toEqual(dropped(0.1, 1, 5, 7));
  });

  it('gives each layer a mask of its own', () => {
    const dropout = new Dropout(0.5, new Random(1));
    const ones = tf.ones<tf.Rank.R2>([20, 20]);
    expect(valuesOf(dropout.apply(ones))).not.toEqual(valuesOf(dropout.apply(ones)));
    ones.dispose();
  });

  it('passes the gradient of what it keeps, scaled as the value is, and none of the rest', () => {
    const ones = tf.ones<tf.Rank.R2>([10, 10]);
    const apply = (input: tf.Tensor): tf.Tensor => new Dropout(0.3, new Random(4)).apply(input as tf.Tensor2D);
    expect(valuesOf(tf.tidy(() => tf.grad(apply)(ones)))).toEqual(valuesOf(tf.tidy(() => apply(ones))));
    ones.dispose();
  });

  it('is nothing at rate 0, and refuses a rate of 1', () => {
    expect(dropped(0, 1)).toEqual(new Float32Array(20_000).fill(1));
    expect(() => new Dropout(1, new Random(1))).toThrow(RangeError);
  });

  it('leaves no tensor behind', async () => {
    await expectNoTensorLeak(() => void dropped(0.2, 1));
  });
});
