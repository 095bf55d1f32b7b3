import type * as tf from '@tensorflow/tfjs-core';

import type { WeightValues } from '../acoustic/network';

export const optimizerNames = ['adam', 'nesterov', 'muon'] as const;
export type OptimizerName = (typeof optimizerNames)[number];

/** How gradients become steps of the weights. Owns what it remembers of earlier steps. */
export interface Optimizer {
  /** Moves each variable against its gradient. @param gradients of the same names and shapes; not disposed */
  step(
    variables: ReadonlyMap<string, tf.Variable>,
    gradients: ReadonlyMap<string, tf.Tensor>,
    learningRate: number,
  ): void;
  /** All that it remembers, for a checkpoint. */
  values(): Map<string, WeightValues>;
  restore(values: ReadonlyMap<string, WeightValues>): void;
  dispose(): void;
}
