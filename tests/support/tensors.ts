import { createRequire } from 'node:module';

import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';

export type BackendName = 'tensorflow' | 'wasm';

/** Loads a backend and makes it the one in use. */
export async function useBackend(name: BackendName): Promise<void> {
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
  const require = createRequire(import.meta.url);
  require(name === 'wasm' ? '@tensorflow/tfjs-backend-wasm' : '@tensorflow/tfjs-node-gpu');
  await tf.setBackend(name);
  await tf.ready();
}

/** Runs `work` twice, because the first run may build what is kept, and expects the second to leave no tensor behind. */
export async function expectNoTensorLeak(work: () => void | Promise<void>): Promise<void> {
  await work();
  const before = tf.memory().numTensors;
  await work();
  expect(tf.memory().numTensors).toBe(before);
}

/** The values of a tensor, which is disposed. */
export function valuesOf(tensor: tf.Tensor): Float32Array {
  const values = Float32Array.from(tensor.dataSync());
  tensor.dispose();
  return values;
}
