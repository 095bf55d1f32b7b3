import * as tf from '@tensorflow/tfjs-core';

import { productsByHead } from '../productsByHead';

/** Keys and values of settled states, by head, oldest first. P states, D = width / heads. */
export interface KeptStates {
  /** [heads, D, P]: as the queries are multiplied with them. */
  readonly keys: tf.Tensor3D;
  /** [heads, P, D] */
  readonly values: tf.Tensor3D;
}

/**
 * Scaled dot-product attention (Vaswani et al. 2017 §3.2) of n new states to the kept ones and to each other.
 * @param projected queries, keys and values side by side, [n, 3·width]  @param kept stays the caller's, null for none
 * @returns what was attended to, [n, width], and the keys and values of all P + n states
 */
export function attend(
  projected: tf.Tensor2D,
  heads: number,
  kept: KeptStates | null,
): { readonly attended: tf.Tensor2D; readonly seen: KeptStates } {
  const [n, triple] = projected.shape;
  const depth = triple / 3 / heads;
  const byHead = tf.split(projected, 3, 1).map((part): tf.Tensor3D => tf.reshape(part, [n, heads, depth]));
  const queries = tf.mul<tf.Tensor3D>(tf.transpose(byHead[0]!, [1, 0, 2]), 1 / Math.sqrt(depth)); // [heads, n, D]
  const newKeys = tf.transpose(byHead[1]!, [1, 2, 0]); // [heads, D, n]
  const newValues = tf.transpose(byHead[2]!, [1, 0, 2]); // [heads, n, D]
  const keys = kept === null ? newKeys : tf.concat([kept.keys, newKeys], 2); // [heads, D, P + n]
  const values = kept === null ? newValues : tf.concat([kept.values, newValues], 1); // [heads, P + n, D]
  const attended = productsByHead(tf.softmax(productsByHead(queries, keys)), values); // [heads, n, D]
  return {
    attended: tf.reshape(tf.transpose(attended, [1, 0, 2]), [n, heads * depth]),
    seen: { keys, values },
  };
}

/** The last `past` of the first `settled` states, in new tensors that no `tidy` disposes; null for none. */
export function keepLast(seen: KeptStates, settled: number, past: number): KeptStates | null {
  const count = Math.min(settled, past);
  if (count === 0) return null;
  return {
    keys: tf.keep(tf.slice(seen.keys, [0, 0, settled - count], [-1, -1, count])),
    values: tf.keep(tf.slice(seen.values, [0, settled - count, 0], [-1, count, -1])),
  };
}

export function disposeKept(kept: readonly (KeptStates | null)[]): void {
  for (const layer of kept) {
    layer?.keys.dispose();
    layer?.values.dispose();
  }
}
