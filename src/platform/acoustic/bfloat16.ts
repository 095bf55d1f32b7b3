import { createRequire } from 'node:module';

import type * as tfTypes from '@tensorflow/tfjs-core';

const load = createRequire(__filename);

/** TF_DataType of TensorFlow's C interface. */
const float32 = 1;
const bfloat16 = 14;

/** What tfjs-node's backend has of libtensorflow's own calls; its tensors are numbers here. */
interface NativeBackend {
  readonly binding: {
    readonly TF_ATTR_TYPE: number;
    readonly TF_ATTR_BOOL: number;
    executeOp(name: string, attributes: readonly object[], inputs: readonly number[], outputs: number): NativeTensor[];
    deleteTensor(id: number): void;
  };
  getInputTensorIds(tensors: readonly tfTypes.TensorInfo[]): number[];
  createOutputTensor(native: NativeTensor): tfTypes.Tensor;
}

interface NativeTensor {
  readonly id: number;
}

interface ProductArguments {
  readonly backend: NativeBackend;
  readonly inputs: { readonly a: tfTypes.TensorInfo; readonly b: tfTypes.TensorInfo };
  readonly attrs: { readonly transposeA: boolean; readonly transposeB: boolean };
}

/**
 * From now on each matrix product of the TensorFlow backend reads its factors as bfloat16 (float32's range, 8 bits of precision)
 * and adds up in float32, which processors with such instructions do twice as fast; everything else stays float32. For training:
 * its gradients are far noisier than what is rounded off (Micikevicius et al. 2018; Kalamkar et al. 2019).
 *
 * @throws where another backend is in use
 */
export function multiplyInBfloat16(): void {
  const tf = load('@tensorflow/tfjs-core') as typeof tfTypes;
  const kernel = tf.getKernel('BatchMatMul', 'tensorflow');
  tf.unregisterKernel('BatchMatMul', 'tensorflow');
  const rounded = new RoundedFactor();
  const multiply = (given: unknown): tfTypes.TensorInfo => {
    const product = given as ProductArguments;
    const { a, b } = product.inputs;
    if (a.shape.length !== 2 || b.shape.length !== 2) return kernel.kernelFunc(given as never) as tfTypes.TensorInfo;
    return roundedProduct(product, rounded);
  };
  tf.registerKernel({ ...kernel, kernelFunc: multiply });
}

function roundedProduct({ backend, inputs, attrs }: ProductArguments, rounded: RoundedFactor): tfTypes.TensorInfo {
  const { binding } = backend;
  const [first, second] = backend.getInputTensorIds([inputs.a, inputs.b]) as [number, number];
  const left = cast(backend, first, float32, bfloat16);
  const attributes = [
    { name: 'transpose_a', type: binding.TF_ATTR_BOOL, value: attrs.transposeA },
    { name: 'transpose_b', type: binding.TF_ATTR_BOOL, value: attrs.transposeB },
    { name: 'T', type: binding.TF_ATTR_TYPE, value: bfloat16 },
  ];
  const product = binding.executeOp('MatMul', attributes, [left.id, rounded.of(backend, second)], 1)[0]!;
  const widened = cast(backend, product.id, bfloat16, float32);
  binding.deleteTensor(left.id);
  binding.deleteTensor(product.id);
  return backend.createOutputTensor(widened);
}

/** The second factor of the last product, rounded: a recurrence multiplies by the same matrix at each timestep. */
class RoundedFactor {
  #of: number | null = null;
  #rounded: NativeTensor | null = null;

  of(backend: NativeBackend, tensor: number): number {
    if (this.#rounded !== null && this.#of === tensor) return this.#rounded.id;
    if (this.#rounded !== null) backend.binding.deleteTensor(this.#rounded.id);
    this.#rounded = cast(backend, tensor, float32, bfloat16);
    this.#of = tensor;
    return this.#rounded.id;
  }
}

function cast({ binding }: NativeBackend, tensor: number, from: number, to: number): NativeTensor {
  const attributes = [
    { name: 'SrcT', type: binding.TF_ATTR_TYPE, value: from },
    { name: 'DstT', type: binding.TF_ATTR_TYPE, value: to },
    { name: 'Truncate', type: binding.TF_ATTR_BOOL, value: false },
  ];
  return binding.executeOp('Cast', attributes, [tensor], 1)[0]!;
}
