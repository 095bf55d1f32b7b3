/**
 * The network of Deep Speech, all of it in this file (Hannun et al. 2014, arXiv:1412.5567, §2):
 *
 *     g(z)  = min(max(0, z), 20)
 *     h1_t  = g(W1 x_t + b1)     h2_t = g(W2 h1_t + b2)     h3_t = g(W3 h2_t + b3)
 *     f_t   = g(W4 h3_t + Rf f_(t-1) + b4)                  forwards in time
 *     r_t   = g(W4 h3_t + Rb r_(t+1) + b4)                  backwards, the same W4 and b4
 *     h5_t  = g(W5 (f_t + r_t) + b5)
 *     p_t   = softmax(W6 h5_t + b6)
 *
 * N rows (timesteps of all utterances), F input values, H hidden units, L labels. Vectors are rows, so W multiplies from the right.
 */
import * as tf from '@tensorflow/tfjs-core';

import type { WeightValues } from '../weightValues';
import { reluCeiling, weightShapes, type NetworkConfig } from './config';
import type { Packing } from './packing';
import { scan } from './scan';
import type { Windowing } from './windowing';

export type { WeightValues };

export const clippedRelu = (sums: tf.Tensor2D): tf.Tensor2D => tf.clipByValue(sums, 0, reluCeiling);

/** The network's weights as tensors; whoever made it disposes it. */
export class Network {
  readonly config: NetworkConfig;
  readonly #weights: ReadonlyMap<string, tf.Tensor>;

  /** @throws RangeError where a weight is missing or of another shape than `config` asks for */
  constructor(config: NetworkConfig, values: ReadonlyMap<string, WeightValues>) {
    this.config = config;
    const shapes = [...weightShapes(config)];
    for (const [name, shape] of shapes) {
      const got = values.get(name)?.shape.join('×') ?? 'none';
      if (got !== shape.join('×')) throw new RangeError(`weight ${name} is ${got}, expected ${shape.join('×')}`);
    }
    this.#weights = new Map(
      shapes.map(([name, shape]) => [name, tf.tensor(values.get(name)!.values, [...shape], 'float32')]),
    );
  }

  /** The three dense layers and the input half of the fourth: windows → W4 h3 + b4. @param windows [N, F]  @returns [N, H] */
  project(windows: tf.Tensor2D): tf.Tensor2D {
    return tf.tidy(() => {
      const h1 = clippedRelu(this.#dense(windows, '1')); // [N, H]
      const h2 = clippedRelu(this.#dense(h1, '2')); // [N, H]
      const h3 = clippedRelu(this.#dense(h2, '3')); // [N, H]
      return this.#dense(h3, '4'); // [N, H]
    });
  }

  /** The layers above the recurrences. @param states f + r, [N, H]  @returns log posteriors [N, L], natural log */
  label(states: tf.Tensor2D): tf.Tensor2D {
    return tf.tidy(() => {
      const h5 = clippedRelu(this.#dense(states, '5')); // [N, H]
      return tf.logSoftmax(this.#dense(h5, '6')); // [N, L]
    });
  }

  /** One step of the forward recurrence. @param projected, state [1, H] */
  stepForward(projected: tf.Tensor2D, state: tf.Tensor2D): tf.Tensor2D {
    return clippedRelu(tf.add(projected, tf.matMul(state, this.#weight('Rf'))));
  }

  /** One step of the backward recurrence. @param projected, state [1, H] */
  stepBackward(projected: tf.Tensor2D, state: tf.Tensor2D): tf.Tensor2D {
    return clippedRelu(tf.add(projected, tf.matMul(state, this.#weight('Rb'))));
  }

  /**
   * A whole packed batch at once, as training sees it.
   * @param windows [N, F]  @param windowed what the backward recurrence sees  @returns log posteriors [N, L]
   */
  logPosteriors(windows: tf.Tensor2D, packing: Packing, windowed: Windowing): tf.Tensor2D {
    return tf.tidy(() => {
      const projected = this.project(windows); // [N, H]
      const f = scan(projected, this.#weight('Rf'), packing); // [N, H]
      const seen = tf.gather(projected, windowed.gather); // [rows of the windows, H]
      const r = tf.gather(scan(seen, this.#weight('Rb'), windowed.packing), windowed.emit); // [N, H]
      return this.label(tf.add(f, r)); // [N, L]
    });
  }

  dispose(): void {
    for (const weight of this.#weights.values()) weight.dispose();
  }

  #dense(input: tf.Tensor2D, layer: string): tf.Tensor2D {
    return tf.add(tf.matMul(input, this.#weight(`W${layer}`)), this.#weight(`b${layer}`));
  }

  #weight(name: string): tf.Tensor2D {
    const weight = this.#weights.get(name);
    if (weight === undefined) throw new Error(`the network has no weight ${name}`);
    return weight as tf.Tensor2D;
  }
}
