import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

import { pack, rowsOf } from '../../../../src/core/acoustic/packing';
import { scan } from '../../../../src/core/acoustic/scan';
import { seededRandom } from '../../../support/audio';
import { expectNoTensorLeak, useBackend, valuesOf } from '../../../support/tensors';
import { largestError } from '../../../golden/readVectors';

const units = 3;
const batch = fc.record({
  lengths: fc
    .array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 })
    .map((lengths) => Int32Array.from(lengths).sort().reverse()),
  seed: fc.nat(),
});

const drawn = (count: number, scale: number, seed: number): Float32Array => {
  const random = seededRandom(seed);
  return Float32Array.from({ length: count }, () => scale * (2 * random() - 1));
};

/** The definition, sequence by sequence: h_t = min(max(0, x_t + h_(t−1) R), 20). */
function reference(x: Float32Array, recurrent: Float32Array, lengths: Int32Array): Float32Array {
  const packing = pack(lengths);
  const states = new Float32Array(x.length);
  lengths.forEach((_, sequence) => {
    let before = new Array<number>(units).fill(0);
    for (const row of rowsOf(packing, sequence)) {
      before = before.map((_unused, unit) => {
        const back = before.reduce((sum, value, from) => sum + value * recurrent[from * units + unit]!, 0);
        return Math.min(20, Math.max(0, x[row * units + unit]! + back));
      });
      states.set(before, row * units);
    }
  });
  return states;
}

function scanned(x: Float32Array, recurrent: Float32Array, lengths: Int32Array): Float32Array {
  return valuesOf(
    tf.tidy(() =>
      scan(tf.tensor2d(x, [x.length / units, units]), tf.tensor2d(recurrent, [units, units]), pack(lengths)),
    ),
  );
}

describe('scan', { timeout: 30_000 }, () => {
  beforeAll(() => useBackend('auto'));

  it('is the recurrence of each sequence, from zero, clipped at 0 and 20', () => {
    fc.assert(
      fc.property(batch, fc.constantFrom(1, 15), ({ lengths, seed }, scale) => {
        const x = drawn(pack(lengths).rows * units, scale, seed);
        const recurrent = drawn(units * units, 1.5, seed + 1);
        expect(largestError(scanned(x, recurrent, lengths), reference(x, recurrent, lengths))).toBeLessThan(1e-4);
      }),
      { numRuns: 40 },
    );
  });

  it('has the gradient that the tape finds for the same steps one by one', () => {
    fc.assert(
      fc.property(batch, ({ lengths, seed }) => {
        const packing = pack(lengths);
        const x = tf.tensor2d(drawn(packing.rows * units, 4, seed), [packing.rows, units]);
        const recurrent = tf.tensor2d(drawn(units * units, 1.5, seed + 1), [units, units]);
        const weight = tf.tensor2d(drawn(packing.rows * units, 1, seed + 2), [packing.rows, units]);
        const slow = (input: tf.Tensor, matrix: tf.Tensor): tf.Tensor => {
          const sums = Array.from(lengths, (_, sequence) => {
            let state: tf.Tensor = tf.zeros([1, units]);
            const rows = Array.from(rowsOf(packing, sequence), (row) => {
              state = tf.clipByValue(tf.add(tf.slice(input, [row, 0], [1, units]), tf.matMul(state, matrix)), 0, 20);
              return tf.sum(tf.mul(state, tf.slice(weight, [row, 0], [1, units])));
            });
            return tf.addN(rows);
          });
          return tf.addN(sums);
        };
        const fast = (input: tf.Tensor, matrix: tf.Tensor): tf.Tensor =>
          tf.sum(tf.mul(scan(input as tf.Tensor2D, matrix as tf.Tensor2D, packing), weight));
        const [expected, actual] = tf.tidy(() => [tf.grads(slow)([x, recurrent]), tf.grads(fast)([x, recurrent])]);
        expected.forEach((gradient, index) => {
          expect(largestError(valuesOf(actual[index]!), valuesOf(gradient))).toBeLessThan(1e-3);
        });
        tf.dispose([x, recurrent, weight]);
      }),
      { numRuns: 25 },
    );
  });

  it('leaves no tensor behind', async () => {
    await expectNoTensorLeak(() => {
      scanned(drawn(5 * units, 1, 1), drawn(units * units, 1, 2), Int32Array.of(3, 2));
    });
  });
});
