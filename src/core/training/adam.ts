import * as tf from '@tensorflow/tfjs-core';

import type { WeightValues } from '../acoustic/network';
import type { Optimizer } from './optimizer';

const firstDecay = 0.9;
const secondDecay = 0.999;
const epsilon = 1e-8;

/** Adam (Kingma and Ba 2015, algorithm 1), equal to `torch.optim.Adam`. Owns its moments. */
export class Adam implements Optimizer {
  readonly #first = new Map<string, tf.Tensor>();
  readonly #second = new Map<string, tf.Tensor>();
  #steps = 0;

  get steps(): number {
    return this.#steps;
  }

  step(
    variables: ReadonlyMap<string, tf.Variable>,
    gradients: ReadonlyMap<string, tf.Tensor>,
    learningRate: number,
  ): void {
    this.#steps += 1;
    const rate = learningRate / (1 - firstDecay ** this.#steps);
    const secondCorrection = 1 - secondDecay ** this.#steps;
    for (const [name, variable] of variables) {
      const gradient = gradients.get(name);
      if (gradient === undefined) throw new Error(`there is no gradient for ${name}`);
      const first = this.#follow(this.#first, name, gradient, firstDecay);
      const second = tf.tidy(() => this.#follow(this.#second, name, tf.square(gradient), secondDecay));
      tf.tidy(() => {
        const deviation = tf.add(tf.sqrt(tf.div(second, secondCorrection)), epsilon);
        variable.assign(tf.sub(variable, tf.mul(tf.div(first, deviation), rate)));
      });
    }
  }

  /** The moments and the number of steps. */
  values(): Map<string, WeightValues> {
    const values = new Map<string, WeightValues>([['steps', { shape: [1], values: Float32Array.of(this.#steps) }]]);
    for (const [kind, moments] of [
      ['first', this.#first],
      ['second', this.#second],
    ] as const) {
      for (const [name, moment] of moments) {
        values.set(`${kind}/${name}`, { shape: moment.shape, values: Float32Array.from(moment.dataSync()) });
      }
    }
    return values;
  }

  restore(values: ReadonlyMap<string, WeightValues>): void {
    this.dispose();
    this.#steps = values.get('steps')?.values[0] ?? 0;
    for (const [kind, moments] of [
      ['first', this.#first],
      ['second', this.#second],
    ] as const) {
      for (const [name, { shape, values: saved }] of values) {
        if (name.startsWith(`${kind}/`))
          moments.set(name.slice(kind.length + 1), tf.keep(tf.tensor(saved, [...shape])));
      }
    }
  }

  dispose(): void {
    for (const moment of [...this.#first.values(), ...this.#second.values()]) moment.dispose();
    this.#first.clear();
    this.#second.clear();
  }

  #follow(moments: Map<string, tf.Tensor>, name: string, latest: tf.Tensor, decay: number): tf.Tensor {
    const before = moments.get(name);
    const after = tf.tidy(() => {
      const added = tf.mul(latest, 1 - decay);
      return before === undefined ? added : tf.add(tf.mul(before, decay), added);
    });
    before?.dispose();
    moments.set(name, tf.keep(after));
    return after;
  }
}
