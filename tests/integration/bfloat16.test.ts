import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { multiplyInBfloat16 } from '../../src/platform/acoustic/bfloat16';
import { expectNoTensorLeak, useBackend, valuesOf } from '../support/tensors';

/** bfloat16 keeps 8 bits: each factor and each sum is off by at most 2⁻⁹ of itself, and a processor without it rounds the parts of a sum, too (0.0082 seen). */
const roundedOff = 6 * 2 ** -9;

describe('products in bfloat16', () => {
  beforeAll(async () => {
    await useBackend('tensorflow');
    multiplyInBfloat16();
  });

  it.each([
    [false, false],
    [true, false],
    [false, true],
  ])('are those of float32 but for what is rounded off (turned: %s, %s)', (turnsFirst, turnsSecond) => {
    const first = tf.randomUniform<tf.Rank.R2>(turnsFirst ? [70, 40] : [40, 70], 0, 1, 'float32', 1);
    const second = tf.randomUniform<tf.Rank.R2>(turnsSecond ? [50, 70] : [70, 50], 0, 1, 'float32', 2);
    const a = first.arraySync();
    const b = second.arraySync();
    const product = valuesOf(tf.matMul(first, second, turnsFirst, turnsSecond));
    let moved = 0;
    for (let row = 0; row < 40; row += 1) {
      for (let column = 0; column < 50; column += 1) {
        let exact = 0;
        for (let at = 0; at < 70; at += 1)
          exact += (turnsFirst ? a[at]![row]! : a[row]![at]!) * (turnsSecond ? b[column]![at]! : b[at]![column]!);
        const error = Math.abs(product[row * 50 + column]! - exact) / exact;
        expect(error).toBeLessThan(roundedOff);
        moved = Math.max(moved, error);
      }
    }
    // Or nothing was rounded, and the test tests nothing.
    expect(moved).toBeGreaterThan(1e-5);
    tf.dispose([first, second]);
  });

  it('follow a factor that has changed', () => {
    const variable = tf.variable(tf.ones([4, 4]));
    const ones = tf.ones<tf.Rank.R2>([4, 4]);
    expect(valuesOf(tf.matMul(ones, variable as unknown as tf.Tensor2D))[0]).toBe(4);
    variable.assign(tf.fill([4, 4], 2));
    expect(valuesOf(tf.matMul(ones, variable as unknown as tf.Tensor2D))[0]).toBe(8);
    tf.dispose([variable, ones]);
  });

  it('leave no tensor behind', async () => {
    await expectNoTensorLeak(() => {
      const matrix = tf.ones<tf.Rank.R2>([8, 8]);
      tf.dispose([tf.matMul(matrix, matrix), matrix]);
    });
  });
});
