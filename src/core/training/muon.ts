import * as tf from '@tensorflow/tfjs-core';

import type { WeightValues } from '../acoustic/network';
import { Adam } from './adam';
import type { Optimizer } from './optimizer';

const momentum = 0.95;
/** Of the polynomial a·x + b·x³ + c·x⁵, which draws singular values towards one: five rounds bring those from 0.01 up to 0.7–1.2. */
const polynomial = { a: 3.4445, b: -4.775, c: 2.0315 };
const rounds = 5;
const epsilon = 1e-7;
/** The matrices whose columns are labels: what is orthogonal is good for hidden units. */
const outputs: ReadonlySet<string> = new Set(['W6', 'intermediateW']);
/** Makes a step's root mean square about that of Adam, so that both take the same learning rates (Liu et al. 2025 §2.2). */
const stepRms = 0.2;

/**
 * Muon (Jordan et al. 2024; Liu et al. 2025) as `torch.optim.Muon(adjust_lr_fn='match_rms_adamw', weight_decay=0)` writes it: the
 * momentum of each hidden matrix is made orthogonal before the step, so that directions with small gradients are learnt as well as
 * those with large ones. Vectors and the output layers are Adam's. Owns its momenta.
 */
export class Muon implements Optimizer {
  readonly #momenta = new Map<string, tf.Tensor>();
  readonly #adam = new Adam();

  step(
    variables: ReadonlyMap<string, tf.Variable>,
    gradients: ReadonlyMap<string, tf.Tensor>,
    learningRate: number,
  ): void {
    const others = new Map<string, tf.Variable>();
    for (const [name, variable] of variables) {
      const gradient = gradients.get(name);
      if (gradient === undefined) throw new Error(`there is no gradient for ${name}`);
      if (variable.rank === 2 && !outputs.has(name)) this.#stepMatrix(name, variable, gradient, learningRate);
      else others.set(name, variable);
    }
    this.#adam.step(others, gradients, learningRate);
  }

  values(): Map<string, WeightValues> {
    const momenta = [...this.#momenta].map(([name, tensor]): [string, WeightValues] => [
      `momentum/${name}`,
      { shape: tensor.shape, values: Float32Array.from(tensor.dataSync()) },
    ]);
    return new Map([...this.#adam.values(), ...momenta]);
  }

  restore(values: ReadonlyMap<string, WeightValues>): void {
    this.dispose();
    this.#adam.restore(values);
    for (const [name, { shape, values: saved }] of values) {
      if (name.startsWith('momentum/'))
        this.#momenta.set(name.slice('momentum/'.length), tf.keep(tf.tensor(saved, [...shape])));
    }
  }

  dispose(): void {
    for (const tensor of this.#momenta.values()) tensor.dispose();
    this.#momenta.clear();
    this.#adam.dispose();
  }

  #stepMatrix(name: string, variable: tf.Variable, gradient: tf.Tensor, learningRate: number): void {
    const before = this.#momenta.get(name);
    const after = tf.tidy(() => {
      const added = tf.mul(gradient, 1 - momentum);
      return before === undefined ? added : tf.add(tf.mul(before, momentum), added);
    });
    before?.dispose();
    this.#momenta.set(name, tf.keep(after));
    const [rows, columns] = variable.shape as [number, number];
    const rate = learningRate * stepRms * Math.sqrt(Math.max(rows, columns));
    tf.tidy(() => {
      const ahead = tf.add<tf.Tensor2D>(tf.mul(gradient, 1 - momentum), tf.mul(after, momentum));
      variable.assign(tf.sub(variable, tf.mul(orthogonal(ahead), rate)));
    });
  }
}

/** U Vᵀ of a matrix U S Vᵀ, roughly: Newton–Schulz rounds that need nothing but products. */
export function orthogonal(matrix: tf.Tensor2D): tf.Tensor2D {
  return tf.tidy(() => {
    const isTall = matrix.shape[0] > matrix.shape[1];
    let x = tf.div<tf.Tensor2D>(matrix, tf.add(tf.norm(matrix), epsilon));
    for (let round = 0; round < rounds; round += 1) {
      // The smaller of the two Gram matrices, whichever side it stands on.
      const gram = isTall ? tf.matMul(x, x, true, false) : tf.matMul(x, x, false, true);
      const factor = tf.add(tf.mul(gram, polynomial.b), tf.mul(tf.matMul(gram, gram), polynomial.c));
      const turned = isTall ? tf.matMul(x, factor) : tf.matMul(factor, x);
      x = tf.add(tf.mul(x, polynomial.a), turned);
    }
    return x;
  });
}
