import { english } from '../../core/alphabet';
import type { NormalizationPrior } from '../../core/features/config';
import { Augmenter, noNoise, type NoiseFeatures } from '../../core/training/augmenter';
import { type Batch, batchOf, BatchOrder } from '../../core/training/batches';
import { recordingsByHeart } from '../../core/training/preflight';
import type { CachedCorpus } from '../corpus/cachedCorpus';
import { Examples } from '../corpus/examples';
import type { TrainingConfig } from './trainingConfig';

/** A model's normalisation is that of so many batches, which are more rows than a mean needs. */
const settlingBatches = 8;

/** What each step of a training run learns from: the recordings of its batch, altered where the configuration says so. */
export class RunBatches {
  readonly examples: Examples;
  readonly stepsPerEpoch: number;
  readonly #config: TrainingConfig;
  readonly #order: BatchOrder;
  /** Null where the recordings are learnt from as they are. */
  readonly #augmenter: Augmenter | null;

  constructor(config: TrainingConfig, corpus: CachedCorpus) {
    this.#config = config;
    this.examples = new Examples(corpus.entries, corpus.cache, config.features, english);
    const framesPerSecond = config.features.sampleRateHz / config.features.hop;
    const batchFrames = config.batchSeconds * framesPerSecond;
    const { seed, shortFirst } = config;
    this.#order = new BatchOrder({ frames: this.examples.frames, batchFrames, seed, shortFirst });
    this.stepsPerEpoch = this.#order.stepsPerEpoch;
    this.#augmenter = augmenterOf(config, corpus.noise ?? noNoise);
  }

  at(step: number, prior: NormalizationPrior): Batch {
    const augmentation = this.#augmenter === null ? undefined : { augmenter: this.#augmenter, step };
    return batchOf(this.examples.read(this.#order.at(step), prior, augmentation), this.#config.features);
  }

  /** How long the recordings of a step's batch are. */
  secondsAt(step: number): number {
    const frames = this.#order.at(step).reduce((sum, index) => sum + this.examples.frames[index]!, 0);
    return (frames * this.#config.features.hop) / this.#config.features.sampleRateHz;
  }

  /** A few utterances that a trainer that works can learn by heart. */
  byHeart(prior: NormalizationPrior): Batch {
    return batchOf(this.examples.read(recordingsByHeart(this.examples.frames), prior), this.#config.features);
  }

  /** What the model is to hear: recordings as they are. The second epoch is the first in random order: lengths of all kinds. */
  *settling(prior: NormalizationPrior): Generator<Batch> {
    for (let batch = 0; batch < settlingBatches; batch += 1) {
      const indices = this.#order.at(this.#order.stepsPerEpoch + batch);
      yield batchOf(this.examples.read(indices, prior), this.#config.features);
    }
  }
}

function augmenterOf(config: TrainingConfig, noise: NoiseFeatures): Augmenter | null {
  const { augmentation, features, seed } = config;
  if (augmentation === null || features.kind === 'encoder') return null;
  const { fromStep, ...choices } = augmentation;
  return new Augmenter({ choices, fromStep, features, noise, seed });
}
