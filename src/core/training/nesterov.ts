import * as tf from '@tensorflow/tfjs-core';

import type { WeightValues } from '../acoustic/network';
import type { Optimizer } from './optimizer';

/** Hannun et al. 2014 §3. A level slope is therefore followed at a hundred times the learning rate. */
const momentum = 0.99;

/**
 * Nesterov's accelerated gradient in the form of Sutskever et al. 2013 (§2) as `torch.optim.SGD(nesterov=True)` writes it:
 * v ← μ v + g, w ← w − rate · (g + μ v). Owns its velocities.
 */
export class Nesterov implements Optimizer {
  readonly #velocities = new Map<string, tf.Tensor>();

  step(
    variables: ReadonlyMap<string, tf.Variable>,
    gradients: ReadonlyMap<string, tf.Tensor>,
    learningRate: number,
  ): void {
    for (const [name, variable] of variables) {
      const gradient = gradients.get(name);
      if (gradient === undefined) throw new Error(`there is no gradient for ${name}`);
      const velocity = this.#follow(name, gradient);
      tf.tidy(() => {
        const ahead = tf.add(gradient, tf.mul(velocity, momentum));
        variable.assign(tf.sub(variable, tf.mul(ahead, learningRate)));
      });
    }
  }

  values(): Map<string, WeightValues> {
    return new Map(
      [...this.#velocities].map(([name, velocity]) => [
        name,
        { shape: velocity.shape, values: Float32Array.from(velocity.dataSync()) },
      ]),
    );
  }

  restore(values: ReadonlyMap<string, WeightValues>): void {
    this.dispose();
    for (const [name, { shape, values: saved }] of values) {
      this.#velocities.set(name, tf.keep(tf.tensor(saved, [...shape])));
    }
  }

  dispose(): void {
    for (const velocity of this.#velocities.values()) velocity.dispose();
    this.#velocities.clear();
  }

  #follow(name: string, gradient: tf.Tensor): tf.Tensor {
    const before = this.#velocities.get(name);
    const after = tf.tidy(() =>
      before === undefined ? tf.clone(gradient) : tf.add(tf.mul(before, momentum), gradient),
    );
    before?.dispose();
    this.#velocities.set(name, tf.keep(after));
    return after;
  }
}
