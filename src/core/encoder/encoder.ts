/**
 * The encoder of Whisper (Radford et al. 2022, arXiv:2212.04356, §2.2), all of its arithmetic between the mel frames and the states:
 *
 *     stem     GELU(conv 3 frames, bands → d), GELU(conv 3 frames, d → d, stride 2), plus the table of positions
 *     layer    y = x + W_o Attention(LN x)        x' = y + W_n GELU(W_w LN y)        keys without bias
 *     states   LN of the last layer's
 *
 * n states of a block, d = width. Vectors are rows.
 */
import * as tf from '@tensorflow/tfjs-core';

import type { WeightValues } from '../weightValues';
import { attend, disposeKept, keepLast, type KeptStates } from './attention';
import { encoderShapes, framesPerState, type EncoderConfig } from './config';

/** Frames that the stem reads before its first state and behind its last one. */
export const stemReach = { before: 2, behind: 1 } as const;

const normEpsilon = 1e-5;

/** The encoder's weights as tensors; whoever made it disposes it. */
export class Encoder {
  readonly config: EncoderConfig;
  readonly #weights: ReadonlyMap<string, tf.Tensor>;

  /** @param values by the names of `encoderShapes`, others are ignored
   *  @throws RangeError where a weight is missing or of another shape than `config` asks for */
  constructor(config: EncoderConfig, values: ReadonlyMap<string, WeightValues>) {
    this.config = config;
    const shapes = [...encoderShapes(config)];
    for (const [name, shape] of shapes) {
      const got = values.get(name)?.shape.join('×') ?? 'none';
      if (got !== shape.join('×')) throw new RangeError(`weight ${name} is ${got}, expected ${shape.join('×')}`);
    }
    this.#weights = new Map(shapes.map(([name]) => [name, tensorOf(name, values.get(name)!)]));
  }

  /**
   * Mel frames → what the layers read.
   * @param frames those of n states and their neighbours, [2n + 3, bands]: from frame 2·first − 2 on, zeros beyond the utterance
   * @param first place of the first state in its utterance  @returns [n, d]
   * @throws RangeError beyond the table of positions
   */
  stem(frames: Float32Array, first: number): tf.Tensor2D {
    const { width, bands, positions } = this.config;
    const rows = frames.length / bands;
    const count = (rows - stemReach.before - stemReach.behind) / framesPerState;
    if (first + count > positions) {
      throw new RangeError(`an utterance has at most ${positions} states, this one at least ${first + count}`);
    }
    return tf.tidy(() => {
      const threes = tf.tensor2d(besideNeighbours(frames, bands), [rows - 2, 3 * bands]);
      const narrow: tf.Tensor2D = gelu(this.#dense(threes, 'conv1')); // [2n + 1, d], one more than there is where the utterance begins
      const inside = first > 0 ? narrow : tf.concat([tf.zeros<tf.Rank.R2>([1, width]), tf.slice(narrow, [1, 0])], 0);
      const pairs: tf.Tensor2D = tf.reshape(tf.slice(inside, [0, 0], [2 * count, -1]), [count, 2 * width]);
      const shifted: tf.Tensor2D = tf.reshape(tf.slice(inside, [1, 0]), [count, 2 * width]);
      const last = tf.slice(shifted, [0, width], [count, width]);
      const wide = gelu(this.#dense(tf.concat([pairs, last], 1), 'conv2')); // [n, d]
      return tf.add(wide, tf.slice(this.#weight('positions'), [first, 0], [count, -1]));
    });
  }

  /**
   * The layers over one block.
   * @param rows from `stem`, [n, d]; stays the caller's  @param kept of each layer, disposed here
   * @param settled how many of the rows are settled: their keys and values are kept with those before, at most `past` states in all
   * @returns states [n, d] and what is kept, the caller's
   */
  encode(
    rows: tf.Tensor2D,
    kept: readonly (KeptStates | null)[],
    { settled, past }: { readonly settled: number; readonly past: number },
  ): { readonly states: tf.Tensor2D; readonly kept: (KeptStates | null)[] } {
    const after: (KeptStates | null)[] = [];
    const states = tf.tidy(() => {
      let x = rows; // [n, d]
      for (let layer = 0; layer < this.config.layers; layer += 1) {
        const below = x;
        const before = kept[layer] ?? null;
        // Each half of a layer by itself, or what all of them leave would be in memory at once: a gigabyte for 20 s.
        const y: tf.Tensor2D = tf.tidy(() => {
          const { attended, seen } = this.#attend(below, `layers.${layer}`, before);
          after.push(keepLast(seen, (before?.keys.shape[2] ?? 0) + settled, past));
          return tf.add(below, attended); // [n, d]
        });
        x = tf.tidy(() => tf.add(y, this.#feed(y, `layers.${layer}`)));
      }
      return this.#norm(x, 'norm');
    });
    disposeKept(kept);
    return { states, kept: after };
  }

  dispose(): void {
    for (const weight of this.#weights.values()) weight.dispose();
  }

  /** W_o Attention(LN x) of a layer, and the keys and values that it saw. */
  #attend(x: tf.Tensor2D, layer: string, before: KeptStates | null): { attended: tf.Tensor2D; seen: KeptStates } {
    const projected = this.#dense(this.#norm(x, `${layer}.attention_norm`), `${layer}.query_key_value`); // [n, 3 d]
    const { attended, seen } = attend(projected, this.config.heads, before);
    return { attended: this.#dense(attended, `${layer}.output`), seen };
  }

  /** W_n GELU(W_w LN y) of a layer. */
  #feed(y: tf.Tensor2D, layer: string): tf.Tensor2D {
    const widened = gelu(this.#dense(this.#norm(y, `${layer}.feed_norm`), `${layer}.widen`)); // [n, 4 d]
    return this.#dense(widened, `${layer}.narrow`); // [n, d]
  }

  #dense(input: tf.Tensor2D, name: string): tf.Tensor2D {
    return tf.add(tf.matMul(input, this.#weight(`${name}.weight`)), this.#weight(`${name}.bias`));
  }

  #norm(input: tf.Tensor2D, name: string): tf.Tensor2D {
    const centred = tf.sub(input, tf.mean(input, 1, true));
    const scale = tf.rsqrt(tf.add(tf.mean(tf.square(centred), 1, true), normEpsilon));
    return tf.add(tf.mul(tf.mul(centred, scale), this.#weight(`${name}.weight`)), this.#weight(`${name}.bias`));
  }

  #weight(name: string): tf.Tensor2D {
    const weight = this.#weights.get(name);
    if (weight === undefined) throw new Error(`the encoder has no weight ${name}`);
    return weight as tf.Tensor2D;
  }
}

/** Gaussian error linear unit, exact: x Φ(x) (Hendrycks and Gimpel 2016). */
const gelu = (sums: tf.Tensor2D): tf.Tensor2D =>
  tf.mul(tf.mul(sums, 0.5), tf.add(tf.erf(tf.mul(sums, Math.SQRT1_2)), 1));

/** Matrices are turned, since rows are multiplied with them: [out, in] → [in, out], a kernel [out, in, frames] → [frames·in, out]. */
function tensorOf(name: string, { shape, values }: WeightValues): tf.Tensor {
  return tf.tidy(() => {
    const stored = tf.tensor(values, [...shape], 'float32');
    if (shape.length === 1 || name === 'positions') return stored;
    const [out = 0] = shape;
    return tf.reshape(tf.transpose(stored), [-1, out]);
  });
}

/** [rows, bands] → [rows − 2, 3·bands]: each row with the one before and the one behind it. */
function besideNeighbours(frames: Float32Array, bands: number): Float32Array {
  const count = frames.length / bands - 2;
  const threes = new Float32Array(count * 3 * bands);
  for (let row = 0; row < count; row += 1) {
    threes.set(frames.subarray(row * bands, (row + 3) * bands), row * 3 * bands);
  }
  return threes;
}
