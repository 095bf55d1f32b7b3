import * as tf from '@tensorflow/tfjs-core';

import type { Random } from './random';

/**
 * Silences each unit of a layer with probability `rate` and makes up for it in the others (Srivastava et al. 2014), so that
 * nothing has to be scaled when the network runs. Layers that are asked in the same order from the same seed get the same masks.
 */
export class Dropout {
  readonly #rate: number;
  readonly #random: Random;

  /** @param rate 0 ≤ rate < 1; Hannun et al. 2014 §2.1 take 0.05 to 0.1, on the feed-forward layers alone */
  constructor(rate: number, random: Random) {
    if (!(rate >= 0 && rate < 1)) throw new RangeError(`a dropout rate lies in 0 ≤ rate < 1, got ${rate}`);
    this.#rate = rate;
    this.#random = random;
  }

  apply(hidden: tf.Tensor2D): tf.Tensor2D {
    if (this.#rate === 0) return hidden;
    return tf.mul(hidden, tf.tensor2d(this.#mask(hidden.size), hidden.shape));
  }

  /** Draws the gaps between the silenced units, which are geometric, instead of every unit: ten times fewer draws. */
  #mask(length: number): Float32Array {
    const mask = new Float32Array(length).fill(1 / (1 - this.#rate));
    const perGap = 1 / Math.log(1 - this.#rate);
    const gap = (): number => Math.floor(Math.log(1 - this.#random.uniform()) * perGap);
    for (let unit = gap(); unit < length; unit += 1 + gap()) mask[unit] = 0;
    return mask;
  }
}
