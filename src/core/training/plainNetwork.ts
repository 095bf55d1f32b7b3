import * as tf from '@tensorflow/tfjs-core';

import { reluCeiling, weightShapes, type NetworkConfig } from '../acoustic/config';
import type { WeightValues } from '../acoustic/network';
import type { Packing } from '../acoustic/packing';
import { scan } from '../acoustic/scan';
import type { Windowing } from '../acoustic/windowing';
import { Dropout } from './dropout';
import { Random } from './random';
import type { TrainableLogits, TrainableNetwork } from './trainer';

const noDropout = new Dropout(0, new Random());

/**
 * The network of `acoustic/network.ts` as it runs, to be trained further: batch normalisation is folded in and stays so, because
 * the statistics of one voice are not those that the model was made with. Weights that are not to be learnt stay as they are.
 */
export class PlainNetwork implements TrainableNetwork {
  readonly config: NetworkConfig;
  readonly variables: ReadonlyMap<string, tf.Variable>;
  readonly #weights: ReadonlyMap<string, tf.Tensor>;

  /**
   * @param values of every weight; copied
   * @param learns whether a weight, by its name, is learnt
   */
  constructor(
    config: NetworkConfig,
    values: ReadonlyMap<string, WeightValues>,
    learns: (name: string) => boolean = () => true,
  ) {
    this.config = config;
    this.#weights = new Map(
      [...weightShapes(config)].map(([name, shape]) => {
        const tensor = tf.tensor(values.get(name)!.values.slice(), [...shape]);
        if (!learns(name)) return [name, tensor];
        const variable = tf.variable(tensor, true);
        tensor.dispose();
        return [name, variable];
      }),
    );
    this.variables = new Map(
      [...this.#weights].flatMap(([name, weight]) => (weight instanceof tf.Variable ? [[name, weight]] : [])),
    );
  }

  /** @param windows [rows, F] */
  forward(windows: tf.Tensor2D, packing: Packing, windowed: Windowing, dropout = noDropout): TrainableLogits {
    const h1 = dropout.apply(clipped(this.#dense(windows, '1'))); // [rows, H]
    const h2 = dropout.apply(clipped(this.#dense(h1, '2'))); // [rows, H]
    const h3 = dropout.apply(clipped(this.#dense(h2, '3'))); // [rows, H]
    const projected = this.#dense(h3, '4'); // [rows, H]
    const f = scan(projected, this.#weight('Rf'), packing); // [rows, H]
    const seen = tf.gather(projected, windowed.gather); // [rows of the windows, H]
    const r = tf.gather(scan(seen, this.#weight('Rb'), windowed.packing), windowed.emit); // [rows, H]
    const h5 = dropout.apply(clipped(this.#dense(tf.add(f, r), '5'))); // [rows, H]
    return { top: this.#dense(h5, '6'), intermediate: null }; // [rows, L]
  }

  followStatistics(): void {
    // There are none: what normalised is a part of the weights.
  }

  values(): Map<string, WeightValues> {
    return new Map(
      [...this.#weights].map(([name, tensor]) => [
        name,
        { shape: tensor.shape, values: Float32Array.from(tensor.dataSync()) },
      ]),
    );
  }

  /** Puts back what `values` gave. @throws RangeError where a weight is missing or of another shape */
  restore(values: ReadonlyMap<string, WeightValues>): void {
    for (const [name, variable] of this.variables) {
      const saved = values.get(name);
      if (saved?.shape.join() !== variable.shape.join()) throw new RangeError(`the checkpoint's ${name} does not fit`);
      tf.tidy(() => {
        variable.assign(tf.tensor(saved.values, [...saved.shape]));
      });
    }
  }

  dispose(): void {
    for (const weight of this.#weights.values()) weight.dispose();
  }

  #dense(input: tf.Tensor2D, layer: string): tf.Tensor2D {
    return tf.add(tf.matMul(input, this.#weight(`W${layer}`)), this.#weight(`b${layer}`));
  }

  #weight(name: string): tf.Tensor2D {
    return this.#weights.get(name) as tf.Tensor2D;
  }
}

const clipped = (sums: tf.Tensor2D): tf.Tensor2D => tf.clipByValue(sums, 0, reluCeiling);
