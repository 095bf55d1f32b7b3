import * as tf from '@tensorflow/tfjs-core';

import { defaultChunkConfig } from '../../src/core/acoustic/config';
import { Network, type WeightValues } from '../../src/core/acoustic/network';
import { english } from '../../src/core/alphabet';
import { frameSizeOf } from '../../src/core/features/config';
import type { AugmentationChoices } from '../../src/core/training/augmentation';
import { Augmenter, noNoise } from '../../src/core/training/augmenter';
import { type Batch, batchOf, BatchOrder, type Example } from '../../src/core/training/batches';
import { posteriorsOf } from '../../src/core/training/heldOut';
import type { OptimizerName } from '../../src/core/training/optimizer';
import { PlainNetwork } from '../../src/core/training/plainNetwork';
import { Random } from '../../src/core/training/random';
import { type TrainableNetwork, Trainer } from '../../src/core/training/trainer';
import { TrainingNetwork } from '../../src/core/training/trainingNetwork';
import { WeightAverage } from '../../src/core/training/weightAverage';
import type { AcousticModel } from '../../src/platform/acoustic/modelFile';
import type { AdaptationMaterial } from '../../src/platform/adaptation/adaptationMaterial';
import { crossedOver, type WordGap, wordGapsOf } from './crossover';

export type Weights = ReadonlyMap<string, WeightValues>;

/** One way of teaching a model a voice; more than the recipe of the app has, to choose that from. */
export interface Experiment {
  readonly name: string;
  /** Of the voice that is learnt from. */
  readonly minutes: number;
  /** The network as it runs, or with batch normalisation put back. */
  readonly form: 'plain' | 'normalized';
  /** Which weights are learnt, as a pattern of their names. */
  readonly learns: string;
  readonly optimizer: OptimizerName;
  /** Peak of one cycle. */
  readonly rate: number;
  readonly steps: number;
  readonly batchSeconds: number;
  readonly replayShare: number;
  readonly dropout: number;
  readonly augmentation: AugmentationChoices | null;
  /** How far each step draws the weights back to those of the beginning, at the peak (L2-SP: Li et al. 2018). */
  readonly anchor: number;
  /** Share of the steps after which weights are averaged; 1 takes the last ones. */
  readonly averageFrom: number;
  /** Shares of the way from the old weights to the new ones that are scored (WiSE-FT: Wortsman et al. 2022). */
  readonly shares: readonly number[];
  /** Share of the steps whose recordings of the voice are crossed over. */
  readonly crossover: number;
  /** Share of the voice's own mean and variance in the prior of the normalisation. */
  readonly ownPrior: number;
  /** How often the way there is scored. */
  readonly scores: number;
  readonly seed: number;
  /** So many networks are taught, of seeds from this one on, and their weights averaged (Wortsman et al. 2022, model soups). */
  readonly soup: number;
}

/** The recipe of the app, "standard". */
export const recipeExperiment: Experiment = {
  name: 'recipe',
  minutes: 10,
  form: 'plain',
  learns: '.',
  optimizer: 'adam',
  rate: 1e-4,
  steps: 360,
  batchSeconds: 48,
  replayShare: 0.5,
  dropout: 0.1,
  augmentation: { speed: [0.9, 1.1], jitterMilliseconds: [0, 10], gainDb: [-6, 6] },
  anchor: 0,
  averageFrom: 1,
  shares: [1],
  crossover: 0,
  ownPrior: 0,
  scores: 1,
  seed: 1,
  soup: 1,
};

interface Learner extends TrainableNetwork {
  plainValues(): Weights;
  dispose(): void;
}

/** Learns as an experiment says. Whoever made it disposes it. */
export class ExperimentRun {
  readonly model: AcousticModel;
  readonly #experiment: Experiment;
  readonly #material: AdaptationMaterial;
  readonly #learner: Learner;
  readonly #trainer: Trainer;
  readonly #start: ReadonlyMap<string, tf.Tensor>;
  readonly #average = new WeightAverage(Infinity);
  readonly #augmenter: Augmenter | null;
  readonly #voiceOrder: BatchOrder;
  readonly #replayOrder: BatchOrder | null;
  readonly #gaps: readonly (readonly WordGap[])[] | null;

  constructor(experiment: Experiment, model: AcousticModel, material: AdaptationMaterial) {
    const { augmentation, batchSeconds, replayShare, seed } = experiment;
    this.#experiment = experiment;
    this.#material = material;
    this.model = { ...model, prior: priorOf(experiment, model, material) };
    const { features } = model;
    this.#augmenter =
      features.kind === 'encoder'
        ? null
        : augmentation && new Augmenter({ choices: augmentation, fromStep: 0, features, noise: noNoise, seed });
    const order = (part: 'learnt' | 'replay', share: number): BatchOrder => {
      const batchFrames = (batchSeconds * share * features.sampleRateHz) / features.hop;
      return new BatchOrder({ frames: material[part].examples.frames, batchFrames, seed });
    };
    this.#voiceOrder = order('learnt', 1 - replayShare);
    this.#replayOrder = replayShare > 0 ? order('replay', replayShare) : null;
    this.#gaps = experiment.crossover > 0 ? gapsOf(this.model, material) : null;
    this.#learner = learnerOf(experiment, model, this.#batch(0, null));
    this.#trainer = new Trainer(this.#learner, {
      optimizer: experiment.optimizer,
      largestGradientNorm: 5,
      intermediateWeight: 0,
      dropout: experiment.dropout,
      chunk: [6, 16],
      lookAhead: [3, 16],
      ...(features.kind === 'encoder' && { wholeShare: 1 }),
      seed,
    });
    this.#start = new Map([...this.#learner.variables].map(([name, variable]) => [name, tf.clone(variable)]));
  }

  takeStep(step: number): void {
    const { rate, steps, anchor, averageFrom } = this.#experiment;
    const height = cycleAt(step, steps);
    this.#trainer.step(this.#batch(step, this.#augmenter), this.#trainer.plan(step, rate * height));
    if (anchor > 0) this.#drawBack(anchor * height);
    if (step >= averageFrom * steps && step % 5 === 0) this.#average.add(this.#learner.plainValues());
  }

  /** The weights of now; at the end their average, where one was asked for. */
  weights(isEnd: boolean): Weights {
    return isEnd && this.#average.count > 0 ? this.#average.values() : this.#learner.plainValues();
  }

  dispose(): void {
    for (const tensor of this.#start.values()) tensor.dispose();
    this.#trainer.optimizer.dispose();
    this.#learner.dispose();
  }

  #batch(step: number, augmenter: Augmenter | null): Batch {
    const augmentation = augmenter === null ? undefined : { augmenter, step };
    const some = (part: 'learnt' | 'replay', order: BatchOrder): Example[] =>
      this.#material[part].examples.read(order.at(order.stepsPerEpoch + step), this.model.prior, augmentation);
    const general = this.#replayOrder === null ? [] : some('replay', this.#replayOrder);
    return batchOf([...this.#crossed(step, some('learnt', this.#voiceOrder)), ...general], this.model.features);
  }

  #crossed(step: number, examples: Example[]): Example[] {
    const random = new Random(this.#experiment.seed, 7, step);
    if (this.#gaps === null || random.uniform() >= this.#experiment.crossover) return examples;
    const indices = this.#voiceOrder.at(this.#voiceOrder.stepsPerEpoch + step);
    const cuttable = examples.map((example, place) => ({ example, gaps: this.#gaps![indices[place]!]! }));
    return crossedOver(cuttable, frameSizeOf(this.model.features), random);
  }

  #drawBack(share: number): void {
    for (const [name, variable] of this.#learner.variables) {
      tf.tidy(() => {
        variable.assign(tf.add(variable, tf.mul(tf.sub(this.#start.get(name)!, variable), share)));
      });
    }
  }
}

/** A tenth of the steps up, the rest down. */
function cycleAt(step: number, steps: number): number {
  const top = Math.max(1, Math.round(steps / 10));
  return Math.max(0.01, step < top ? (step + 1) / top : (steps - step) / Math.max(1, steps - top));
}

function learnerOf({ form, learns, seed }: Experiment, model: AcousticModel, firstBatch: Batch): Learner {
  const isLearnt = (name: string): boolean => new RegExp(learns, 'u').test(name);
  if (form === 'plain') {
    const plain = new PlainNetwork(model.network, model.weights, isLearnt);
    return Object.assign(plain, { plainValues: () => plain.values() });
  }
  const normalized = new TrainingNetwork(model.network, seed);
  normalized.unfold(model.weights, [firstBatch]);
  const isUsed = (name: string): boolean => !name.startsWith('intermediate') && isLearnt(name);
  return {
    config: model.network,
    variables: new Map([...normalized.variables].filter(([name]) => isUsed(name))),
    forward: (...input) => ({ top: normalized.forward(...input).top, intermediate: null }),
    followStatistics: () => {
      normalized.followStatistics();
    },
    plainValues: () => normalized.fold(),
    dispose: () => {
      normalized.dispose();
    },
  };
}

/** Of each recording of the voice. */
function gapsOf(model: AcousticModel, { learnt: { examples } }: AdaptationMaterial): WordGap[][] {
  const network = new Network(model.network, model.weights);
  const gaps = examples.frames.map((frames, index) => {
    if (frames === 0) return [];
    const example = examples.read([index], model.prior);
    const posteriors = posteriorsOf(network, batchOf(example, model.features), defaultChunkConfig);
    const rows = Array.from({ length: posteriors.length / english.size }, (_, row) =>
      posteriors.subarray(row * english.size, (row + 1) * english.size),
    );
    return wordGapsOf(rows, english.decode([...example[0]!.target]), english);
  });
  network.dispose();
  return gaps;
}

function priorOf(
  { ownPrior }: Experiment,
  { prior }: AcousticModel,
  { learnt }: AdaptationMaterial,
): AcousticModel['prior'] {
  if (ownPrior === 0) return prior;
  const own = learnt.examples.prior(1000);
  const mixed = (general: Float32Array, voice: Float32Array): Float32Array =>
    general.map((value, band) => value + ownPrior * (voice[band]! - value));
  return { mean: mixed(prior.mean, own.mean), variance: mixed(prior.variance, own.variance) };
}
