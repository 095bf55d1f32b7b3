import * as tf from '@tensorflow/tfjs-core';

import { passesGradient } from '../acoustic/scan';
import { reluCeiling } from '../acoustic/config';

/** Keeps a unit that never changes from being divided by nothing. */
export const normalizationEpsilon = 1e-3;

/** Mean and variance of a layer's sums over the rows of one batch, shape [H] each; owned by the caller. */
export interface BatchStatistics {
  readonly mean: tf.Tensor1D;
  readonly variance: tf.Tensor1D;
}

/** What a layer learns beside its weights: γ and β, shape [H] each. */
export interface Normalization {
  readonly gain: tf.Tensor1D;
  readonly shift: tf.Tensor1D;
}

/**
 * A dense layer with batch normalisation over time and batch (Ioffe and Szegedy 2015; Amodei et al. 2016 §3.2):
 * y = a(γ·(z − mean)/√(variance + ε) + β), z = x W, the statistics taken over all rows of the packed batch,
 * a the clipped ReLU or nothing.
 *
 * One node for the tape with the gradient written out, which reads each large matrix as few times as possible.
 */
export class NormalizedLayer {
  readonly #clipped: boolean;
  readonly #readsData: boolean;
  #statistics: BatchStatistics | null = null;

  /**
   * @param clipped false leaves the sum linear, as the input of a recurrence wants it
   * @param readsData true for the first layer: nothing below it learns, so its input gets no gradient
   */
  constructor(clipped: boolean, readsData: boolean) {
    this.#clipped = clipped;
    this.#readsData = readsData;
  }

  /** Statistics of the last `apply`; the caller disposes them. */
  takeStatistics(): BatchStatistics {
    if (this.#statistics === null) throw new Error('the layer has seen no batch since its statistics were taken');
    const statistics = this.#statistics;
    this.#statistics = null;
    return statistics;
  }

  /** @param x [rows, in]  @param weight [in, H]  @returns [rows, H] */
  apply(x: tf.Tensor2D, weight: tf.Tensor2D, { gain, shift }: Normalization): tf.Tensor2D {
    const layer = tf.customGrad((...inputs) => {
      const save = inputs.pop() as unknown as tf.GradSaveFunc;
      const [input, weights, gains, shifts] = inputs as tf.Tensor[];
      const sums = tf.matMul(input as tf.Tensor2D, weights as tf.Tensor2D);
      const mean = tf.mean(sums, 0);
      const variance = tf.relu(tf.sub(tf.mean(tf.square(sums), 0), tf.square(mean)));
      this.#keep(mean as tf.Tensor1D, variance as tf.Tensor1D);
      const perDeviation = tf.rsqrt(tf.add(variance, normalizationEpsilon));
      const scale = tf.mul(gains!, perDeviation);
      const offset = tf.sub(shifts!, tf.mul(mean, scale));
      const linear = tf.add(tf.mul(sums, scale), offset);
      const output = this.#clipped ? tf.clipByValue(linear, 0, reluCeiling) : linear;
      save([input!, weights!, sums, mean, perDeviation, scale, output]);
      return { value: output, gradFunc: (gradient, saved) => this.#gradients(gradient as tf.Tensor2D, saved) };
    });
    return layer(x, weight, gain, shift) as tf.Tensor2D;
  }

  #keep(mean: tf.Tensor1D, variance: tf.Tensor1D): void {
    this.#statistics?.mean.dispose();
    this.#statistics?.variance.dispose();
    this.#statistics = { mean: tf.keep(tf.clone(mean)), variance: tf.keep(tf.clone(variance)) };
  }

  /** Ioffe and Szegedy 2015 §3, solved for the gradient of the sums: scale·(g − mean(g) − ẑ·mean(g·ẑ)). */
  #gradients(gradient: tf.Tensor2D, saved: tf.Tensor[]): tf.Tensor[] {
    const [input, weight, sums, mean, perDeviation, scale, output] = saved as [
      tf.Tensor2D,
      tf.Tensor2D,
      tf.Tensor2D,
      tf.Tensor1D,
      tf.Tensor1D,
      tf.Tensor1D,
      tf.Tensor2D,
    ];
    const open = this.#clipped ? tf.mul(gradient, passesGradient(output)) : gradient;
    const rows = sums.shape[0];
    const shiftGradient = tf.sum(open, 0);
    const gainGradient = tf.mul(tf.sub(tf.sum(tf.mul(open, sums), 0), tf.mul(mean, shiftGradient)), perDeviation);
    // sums' = scale·open − k1·sums − (k2 − k1·mean), with k1 = scale·gainGradient·perDeviation/rows and k2 = scale·shiftGradient/rows
    const slope = tf.div(tf.mul(tf.mul(scale, gainGradient), perDeviation), rows);
    const constant = tf.sub(tf.div(tf.mul(scale, shiftGradient), rows), tf.mul(slope, mean));
    const sumsGradient = tf.sub<tf.Tensor2D>(tf.mul(open, scale), tf.add(tf.mul(sums, slope), constant));
    return [
      this.#readsData ? tf.scalar(0) : tf.matMul(sumsGradient, weight, false, true),
      tf.matMul(input, sumsGradient, true, false),
      gainGradient,
      shiftGradient,
    ];
  }
}
