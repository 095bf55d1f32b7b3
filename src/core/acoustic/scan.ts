import * as tf from '@tensorflow/tfjs-core';

import { reluCeiling } from './config';
import type { Packing } from './packing';

/**
 * The plain recurrence of Hannun et al. 2014 §2 over a packed batch: h_t = g(x_t + h_(t−1) R), each sequence from zero,
 * g the clipped ReLU. Rows are timesteps of sequences, so the recurrence cannot run over the batch.
 *
 * One node for the tape, however many timesteps: the gradient runs the recurrence backwards by hand.
 *
 * @param x [rows, H], what the layer below adds at each timestep
 * @param recurrent R, [H, H]
 * @returns h, [rows, H]
 */
export function scan(x: tf.Tensor2D, recurrent: tf.Tensor2D, packing: Packing): tf.Tensor2D {
  const scanned = tf.customGrad((input, weight, save) => {
    const states = forward(input as tf.Tensor2D, weight as tf.Tensor2D, packing);
    (save as tf.GradSaveFunc)([states, weight as tf.Tensor]);
    const gradFunc = (gradient: tf.Tensor, saved: tf.Tensor[]): tf.Tensor[] =>
      backward(gradient as tf.Tensor2D, saved[0] as tf.Tensor2D, saved[1] as tf.Tensor2D, packing);
    return { value: states, gradFunc };
  });
  return scanned(x, recurrent);
}

function forward(x: tf.Tensor2D, recurrent: tf.Tensor2D, { active }: Packing): tf.Tensor2D {
  const inputs = tf.split(x, Array.from(active), 0);
  const states: tf.Tensor2D[] = [];
  // tf.clipByValue would upload its two bounds at each timestep, which takes as long as the matrix product.
  const ceiling = tf.scalar(reluCeiling);
  inputs.forEach((input, timestep) => {
    const before = states[timestep - 1];
    const sum = before === undefined ? input : tf.add(input, tf.matMul(first(before, input.shape[0]), recurrent));
    states.push(tf.minimum(tf.relu(sum), ceiling));
  });
  return tf.concat(states, 0);
}

function backward(gradient: tf.Tensor2D, states: tf.Tensor2D, recurrent: tf.Tensor2D, packing: Packing): tf.Tensor[] {
  const { active, rows } = packing;
  const steps = Array.from(active);
  const open = passesGradient(states);
  const openSteps = tf.split(open, steps, 0);
  const gradientSteps = tf.split(gradient, steps, 0);
  const inputGradients: tf.Tensor2D[] = [];
  // Turned round once: a product with the transposed matrix takes twice as long.
  const transposed = tf.transpose(recurrent);
  for (let timestep = steps.length - 1; timestep >= 0; timestep -= 1) {
    const own = gradientSteps[timestep]!;
    const later = inputGradients[0];
    const sum = later === undefined ? own : tf.add(own, grown(tf.matMul(later, transposed), own.shape[0]));
    inputGradients.unshift(tf.mul(sum, openSteps[timestep]!));
  }
  const xGradient = tf.concat(inputGradients, 0);
  const firstRows = steps[0] ?? 0;
  if (rows === firstRows) return [xGradient, tf.zerosLike(recurrent)];
  const before = tf.gather(states, rowsBefore(packing));
  const reached = tf.slice(xGradient, [firstRows, 0], [rows - firstRows, -1]);
  return [xGradient, tf.matMul(before, reached, true, false)];
}

/** 1 where the clipped ReLU lets a gradient through, 0 elsewhere, from its output. */
export function passesGradient(output: tf.Tensor2D): tf.Tensor2D {
  return tf.cast(tf.logicalAnd(tf.greater(output, 0), tf.less(output, reluCeiling)), 'float32');
}

/** For each row but those of the first timestep, the row of the same sequence a timestep earlier. */
function rowsBefore({ active, offsets, rows }: Packing): Int32Array {
  const before = new Int32Array(rows - (active[0] ?? 0));
  let place = 0;
  for (let timestep = 1; timestep < active.length; timestep += 1) {
    for (let sequence = 0; sequence < active[timestep]!; sequence += 1) {
      before[place] = offsets[timestep - 1]! + sequence;
      place += 1;
    }
  }
  return before;
}

const first = (matrix: tf.Tensor2D, rows: number): tf.Tensor2D =>
  matrix.shape[0] === rows ? matrix : tf.slice(matrix, [0, 0], [rows, -1]);

const grown = (matrix: tf.Tensor2D, rows: number): tf.Tensor2D =>
  matrix.shape[0] === rows
    ? matrix
    : tf.pad(matrix, [
        [0, rows - matrix.shape[0]],
        [0, 0],
      ]);
