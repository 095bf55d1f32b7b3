import * as tf from '@tensorflow/tfjs-core';

import type { ChunkConfig } from '../acoustic/config';
import { windowing } from '../acoustic/windowing';
import { Adam } from './adam';
import type { Batch } from './batches';
import { ctcLoss } from './ctcLoss';
import { Random } from './random';
import type { TrainingNetwork } from './trainingNetwork';

/** Share of the steps that see whole utterances, so that full context stays a setting that works. */
const fullContextShare = 0.15;
const fullContext: ChunkConfig = { chunk: 100_000, lookAhead: 0 };

export interface TrainerOptions {
  /** Gradients of a larger norm are scaled down to it. */
  readonly largestGradientNorm: number;
  /** Weight of the loss at h3. */
  readonly intermediateWeight: number;
  /** Lowest and highest timesteps of a chunk and of its look-ahead. */
  readonly chunk: readonly [number, number];
  readonly lookAhead: readonly [number, number];
  readonly seed: number;
}

/** What one step did. Losses are nats per label, so batches of any size compare. */
export interface StepReport {
  readonly loss: number;
  readonly intermediateLoss: number;
  /** Before clipping. */
  readonly gradientNorm: number;
  /** Utterances whose target does not fit into their timesteps; they taught nothing. */
  readonly impossible: number;
}

/** Takes one step after another: loss, gradients, clipping, Adam. Owns the optimiser, not the network. */
export class Trainer {
  readonly #network: TrainingNetwork;
  readonly #options: TrainerOptions;
  readonly adam = new Adam();

  constructor(network: TrainingNetwork, options: TrainerOptions) {
    this.#network = network;
    this.#options = options;
  }

  /** How the backward recurrence sees this step: drawn anew each time, so that one model serves every look-ahead. */
  drawChunks(step: number): ChunkConfig {
    const { seed, chunk, lookAhead } = this.#options;
    const random = new Random(seed, 3, step);
    if (random.uniform() < fullContextShare) return fullContext;
    return { chunk: random.integer(...chunk), lookAhead: random.integer(...lookAhead) };
  }

  step(batch: Batch, learningRate: number, chunks: ChunkConfig): StepReport {
    const losses = { top: 0, intermediate: 0, impossible: 0 };
    const gradients = this.#gradients(batch, chunks, losses);
    const norm = globalNorm(gradients);
    // A batch that overflowed teaches nothing, neither the weights nor the running statistics.
    if (Number.isFinite(norm)) {
      this.#network.followStatistics();
      const scale = Math.min(1, this.#options.largestGradientNorm / norm);
      const clipped =
        scale < 1 ? new Map([...gradients].map(([name, gradient]) => [name, tf.mul(gradient, scale)])) : gradients;
      this.adam.step(this.#network.variables, clipped, learningRate);
      if (clipped !== gradients) for (const gradient of clipped.values()) gradient.dispose();
    }
    for (const gradient of gradients.values()) gradient.dispose();
    return {
      loss: losses.top,
      intermediateLoss: losses.intermediate,
      gradientNorm: norm,
      impossible: losses.impossible,
    };
  }

  #gradients(
    batch: Batch,
    chunks: ChunkConfig,
    losses: { top: number; intermediate: number; impossible: number },
  ): Map<string, tf.Tensor> {
    const windows = tf.tensor2d(batch.windows, [batch.packing.rows, this.#network.config.inputSize]);
    const windowed = windowing(batch.packing, chunks);
    const variables = [...this.#network.variables.values()];
    const { value, grads } = tf.variableGrads(() => {
      const { top, intermediate } = this.#network.forward(windows, batch.packing, windowed);
      const topLoss = batchLoss(top, batch, (loss, impossible) => {
        losses.top = loss;
        losses.impossible = impossible;
      });
      const intermediateLoss = batchLoss(intermediate, batch, (loss) => {
        losses.intermediate = loss;
      });
      return tf.add(topLoss, tf.mul(intermediateLoss, this.#options.intermediateWeight));
    }, variables);
    value.dispose();
    windows.dispose();
    return new Map([...this.#network.variables].map(([name, variable]) => [name, grads[variable.name]!]));
  }
}

/** Summed CTC loss over summed labels, with its gradient from `ctcLoss` as one node of the tape. */
export function batchLoss(
  logits: tf.Tensor2D,
  batch: Batch,
  report: (loss: number, impossible: number) => void,
): tf.Scalar {
  const loss = tf.customGrad((input) => {
    const values = (input as tf.Tensor).dataSync() as Float32Array;
    const gradient = new Float32Array(values.length);
    const labelCount = logits.shape[1];
    let sum = 0;
    let labels = 0;
    let impossible = 0;
    batch.targets.forEach((target, sequence) => {
      const nats = ctcLoss({ logits: values, labelCount, rows: batch.rows[sequence]!, target }, gradient);
      if (nats === null) impossible += 1;
      else labels += target.length;
      sum += nats ?? 0;
    });
    const perLabel = 1 / Math.max(1, labels);
    report(sum * perLabel, impossible);
    const gradientTensor = tf.keep(tf.mul(tf.tensor2d(gradient, logits.shape), perLabel));
    const gradFunc = (upstream: tf.Tensor): tf.Tensor => {
      const scaled = tf.mul(gradientTensor, upstream);
      gradientTensor.dispose();
      return scaled;
    };
    return { value: tf.scalar(sum * perLabel), gradFunc };
  });
  return loss(logits);
}

/** Euclidean norm over all gradients together (Pascanu et al. 2013). */
function globalNorm(gradients: ReadonlyMap<string, tf.Tensor>): number {
  const squares = tf.tidy(() => tf.addN([...gradients.values()].map((gradient) => tf.sum(tf.square(gradient)))));
  const norm = Math.sqrt(squares.dataSync()[0] ?? 0);
  squares.dispose();
  return norm;
}
