import { createRequire } from 'node:module';

import type * as tfTypes from '@tensorflow/tfjs-core';

const load = createRequire(__filename);

interface SumArguments {
  readonly backend: unknown;
  readonly inputs: { readonly x: tfTypes.TensorInfo; readonly segmentIds: tfTypes.TensorInfo };
  readonly attrs: { readonly numSegments: number };
}

/**
 * What training needs and TensorFlow.js 4.22 lacks in WebAssembly: the sums of rows with the same number, which is how a gradient goes
 * back through `tf.gather`. It has the same under another name, with the numbers as a column.
 */
export function registerMissingKernels(): void {
  const tf = load('@tensorflow/tfjs-core') as typeof tfTypes;
  const [kernelName, backendName] = ['UnsortedSegmentSum', 'wasm'];
  if (tf.getKernelsForBackend(backendName).some((kernel) => kernel.kernelName === kernelName)) return;
  const scatter = tf.getKernel('ScatterNd', backendName).kernelFunc;
  const sum = (given: unknown): tfTypes.TensorInfo => {
    const { backend, inputs, attrs } = given as SumArguments;
    const { x, segmentIds } = inputs;
    const indices = { ...segmentIds, shape: [segmentIds.shape[0] ?? 0, 1] };
    const shape = [attrs.numSegments, ...x.shape.slice(1)];
    const scattered = { backend, inputs: { indices, updates: x }, attrs: { shape } };
    return scatter(scattered as never) as tfTypes.TensorInfo;
  };
  tf.registerKernel({ kernelName, backendName, kernelFunc: sum });
}
