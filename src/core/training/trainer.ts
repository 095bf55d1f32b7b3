import * as tf from '@tensorflow/tfjs-core';

import { type ChunkConfig, fullContext, type NetworkConfig } from '../acoustic/config';
import type { Packing } from '../acoustic/packing';
import { windowing, type Windowing } from '../acoustic/windowing';
import { Adam } from './adam';
import type { Batch } from './batches';
import { ctcLoss } from './ctcLoss';
import { Dropout } from './dropout';
import { Muon } from './muon';
import { Nesterov } from './nesterov';
import type { Optimizer, OptimizerName } from './optimizer';
import { Random } from './random';

/** Share of the steps that see whole utterances where none is named, so that full context stays a setting that works. */
const defaultWholeShare = 0.15;

const optimizers: Readonly<Record<OptimizerName, () => Optimizer>> = {
  adam: () => new Adam(),
  nesterov: () => new Nesterov(),
  muon: () => new Muon(),
};

export interface TrainerOptions {
  readonly optimizer: OptimizerName;
  /** Gradients of a larger norm are scaled down to it. */
  readonly largestGradientNorm: number;
  /** Weight of the loss at h3. */
  readonly intermediateWeight: number;
  /** Probability that a unit of a dense layer is left out of a step. */
  readonly dropout: number;
  /** Lowest and highest timesteps of a chunk and of its look-ahead. */
  readonly chunk: readonly [number, number];
  readonly lookAhead: readonly [number, number];
  /** Share of the steps that see whole utterances. */
  readonly wholeShare?: number;
  readonly seed: number;
}

/** How one step is taken. */
export interface StepPlan {
  /** Which step of the run it is: what is drawn at random is drawn anew for each, and the same when it is repeated. */
  readonly step: number;
  readonly learningRate: number;
  /** How the backward recurrence sees the batch. */
  readonly chunks: ChunkConfig;
}

/** What one step did. Losses are nats per label, so batches of any size compare. */
export interface StepReport {
  readonly loss: number;
  /** That of the top where the network has no second output. */
  readonly intermediateLoss: number;
  /** Before clipping, over all weights together. */
  readonly gradientNorm: number;
  /** Before clipping, by the name of the weight. */
  readonly gradientNorms: ReadonlyMap<string, number>;
  readonly utterances: number;
  /** Utterances whose target does not fit into their timesteps; they taught nothing. */
  readonly impossible: number;
  /** Share of the timesteps at which blank is the most probable label. */
  readonly blankShare: number;
}

/** What the losses are computed from, [rows, L] each. */
export interface TrainableLogits {
  readonly top: tf.Tensor2D;
  /** A second output, which gets a loss of its own; null where there is none. */
  readonly intermediate: tf.Tensor2D | null;
}

/** A network as a trainer sees it: what it may change, and what comes out. */
export interface TrainableNetwork {
  readonly config: NetworkConfig;
  readonly variables: ReadonlyMap<string, tf.Variable>;
  /** @param windows [rows, F]  @param dropout of the dense layers */
  forward(windows: tf.Tensor2D, packing: Packing, windowed: Windowing, dropout?: Dropout): TrainableLogits;
  /** Told after each batch that was learnt from. */
  followStatistics(): void;
}

/** Takes one step after another: loss, gradients, clipping, optimiser. Owns the optimiser, not the network. */
export class Trainer {
  readonly optimizer: Optimizer;
  readonly #network: TrainableNetwork;
  readonly #options: TrainerOptions;

  constructor(network: TrainableNetwork, options: TrainerOptions) {
    this.#network = network;
    this.#options = options;
    this.optimizer = optimizers[options.optimizer]();
  }

  /** A step of the run with chunks drawn anew, so that one model serves every look-ahead. */
  plan(step: number, learningRate: number): StepPlan {
    const { seed, chunk, lookAhead, wholeShare = defaultWholeShare } = this.#options;
    const random = new Random(seed, 3, step);
    if (random.uniform() < wholeShare) return { step, learningRate, chunks: fullContext };
    const chunks = { chunk: random.integer(...chunk), lookAhead: random.integer(...lookAhead) };
    return { step, learningRate, chunks };
  }

  step(batch: Batch, plan: StepPlan): StepReport {
    const { gradients, top, intermediate } = this.#backpropagate(batch, plan);
    const { norm, norms } = normsOf(gradients);
    // A batch that overflowed teaches nothing, neither the weights nor the running statistics.
    if (Number.isFinite(norm)) {
      this.#network.followStatistics();
      const scale = Math.min(1, this.#options.largestGradientNorm / norm);
      const clipped =
        scale < 1 ? new Map([...gradients].map(([name, gradient]) => [name, tf.mul(gradient, scale)])) : gradients;
      this.optimizer.step(this.#network.variables, clipped, plan.learningRate);
      if (clipped !== gradients) for (const gradient of clipped.values()) gradient.dispose();
    }
    for (const gradient of gradients.values()) gradient.dispose();
    return {
      loss: top.loss,
      intermediateLoss: intermediate.loss,
      gradientNorm: norm,
      gradientNorms: norms,
      utterances: batch.targets.length,
      impossible: top.impossible,
      blankShare: blankShareOf(top.logits, this.#network.config.labelCount),
    };
  }

  #backpropagate(batch: Batch, { step, chunks }: StepPlan): Backpropagated {
    const windows = tf.tensor2d(batch.windows, [batch.packing.rows, this.#network.config.inputSize]);
    const windowed = windowing(batch.packing, chunks);
    const dropout = new Dropout(this.#options.dropout, new Random(this.#options.seed, 5, step));
    const reports: LossReport[] = [];
    const { value, grads } = tf.variableGrads(() => {
      const logits = this.#network.forward(windows, batch.packing, windowed, dropout);
      const top = batchLoss(logits.top, batch, (report) => reports.push(report));
      if (logits.intermediate === null) return top;
      const intermediate = batchLoss(logits.intermediate, batch, (report) => reports.push(report));
      return tf.add(top, tf.mul(intermediate, this.#options.intermediateWeight));
    }, [...this.#network.variables.values()]);
    value.dispose();
    windows.dispose();
    const [top, intermediate = top] = reports as [LossReport, LossReport?];
    const gradients = new Map([...this.#network.variables].map(([name, { name: id }]) => [name, grads[id]!]));
    return { gradients, top, intermediate };
  }
}

interface Backpropagated {
  readonly gradients: ReadonlyMap<string, tf.Tensor>;
  readonly top: LossReport;
  readonly intermediate: LossReport;
}

interface LossReport {
  /** Nats per label. */
  readonly loss: number;
  readonly impossible: number;
  /** What the loss was computed from, [rows, L]. */
  readonly logits: Float32Array;
}

/** Summed CTC loss over summed labels, with its gradient from `ctcLoss` as one node of the tape. */
export function batchLoss(logits: tf.Tensor2D, batch: Batch, report: (report: LossReport) => void): tf.Scalar {
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
    report({ loss: sum * perLabel, impossible, logits: values });
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

/** Euclidean norm over all gradients together (Pascanu et al. 2013), and of each. */
function normsOf(gradients: ReadonlyMap<string, tf.Tensor>): { norm: number; norms: ReadonlyMap<string, number> } {
  const squares = tf.tidy(() => {
    const each = [...gradients.values()].map((gradient) => tf.sum(tf.square(gradient)));
    return tf.stack([tf.addN(each), ...each]);
  });
  const [all = 0, ...each] = Array.from(squares.dataSync(), Math.sqrt);
  squares.dispose();
  return { norm: all, norms: new Map([...gradients.keys()].map((name, index) => [name, each[index]!])) };
}

/** @param logits [rows, labelCount], the blank last */
function blankShareOf(logits: Float32Array, labelCount: number): number {
  let blanks = 0;
  for (let row = 0; row < logits.length; row += labelCount) {
    const blank = logits[row + labelCount - 1]!;
    let highest = true;
    for (let label = row; highest && label < row + labelCount - 1; label += 1) highest = logits[label]! <= blank;
    if (highest) blanks += 1;
  }
  return (blanks * labelCount) / logits.length;
}
