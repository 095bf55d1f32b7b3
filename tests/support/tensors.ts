import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';

import { loadTensorFlow, type Backend } from '../../src/platform/acoustic/tensorflow';

/** Loads a backend as the app does and makes it the one in use. @throws where it cannot be loaded */
export async function useBackend(preferred: Backend): Promise<void> {
  const loaded = await loadTensorFlow(preferred);
  if (!loaded.ok) throw new Error(loaded.error.message);
  await tf.setBackend(loaded.value.name.startsWith('wasm') ? 'wasm' : 'tensorflow');
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
