import { createHash } from 'node:crypto';

import type { Alphabet } from '../../core/alphabet';
import { frameSizeOf, type Features, type NormalizationPrior } from '../../core/features/config';
import { Normalizer, smallestVariance } from '../../core/features/normalizer';
import { maskFeatures } from '../../core/training/augmentFeatures';
import { noAugmentation } from '../../core/training/augmentation';
import type { Augmenter } from '../../core/training/augmenter';
import { timestepsOf, type Example } from '../../core/training/batches';
import { fewestTimesteps } from '../../core/training/ctcLoss';
import type { CorpusEntry } from './corpus';
import type { FeatureCache } from './featureCache';

const nothing = new Int32Array(0);

/** A recording that is left out of training, and why. */
export interface Refusal {
  readonly path: string;
  readonly reason: string;
}

/** How the recordings of one step are changed before they are learnt from. */
interface StepAugmentation {
  readonly augmenter: Augmenter;
  readonly step: number;
}

/** The recordings of a corpus as training reads them: features from the cache, normalised as the stream would. */
export class Examples {
  readonly refusals: readonly Refusal[];
  /** Frames of each recording, 0 for those that are refused. */
  readonly frames: readonly number[];
  readonly #texts: readonly string[];
  readonly #targets: readonly (Int32Array | null)[];
  readonly #cache: FeatureCache;
  readonly #config: Features;

  constructor(entries: readonly CorpusEntry[], cache: FeatureCache, config: Features, alphabet: Alphabet) {
    this.#cache = cache;
    this.#config = config;
    this.#texts = entries.map(({ text }) => text);
    this.#targets = this.#texts.map((text) => alphabet.encode(text));
    const reasons = entries.map((_, index) => this.#refusal(index));
    this.frames = reasons.map((reason, index) => (reason === null ? cache.framesOf(index) : 0));
    this.refusals = reasons.flatMap((reason, index) =>
      reason === null ? [] : [{ path: entries[index]!.path, reason }],
    );
  }

  /** What the order of the batches and their targets follow from. */
  get hash(): string {
    const hash = createHash('sha256');
    this.#texts.forEach((text, index) => hash.update(`${this.frames[index]}\t${text}\n`));
    return hash.digest('hex').slice(0, 16);
  }

  /** Reads some of the recordings: as they are, or changed as a step changes them. */
  read(indices: readonly number[], prior: NormalizationPrior, augmentation?: StepAugmentation): Example[] {
    return indices.map((index) => this.#example(index, prior, augmentation));
  }

  /** Mean and variance of each band over recordings spread evenly over the corpus. */
  prior(recordings: number): NormalizationPrior {
    const frameSize = frameSizeOf(this.#config);
    const sums = new Float64Array(frameSize);
    const squares = new Float64Array(frameSize);
    const stride = Math.max(1, Math.floor(this.frames.length / recordings));
    let count = 0;
    for (let index = 0; index < this.frames.length; index += stride) {
      if (this.frames[index] === 0) continue;
      this.#cache.read(index).forEach((value, place) => {
        sums[place % frameSize]! += value;
        squares[place % frameSize]! += value * value;
      });
      count += this.frames[index]!;
    }
    const mean = Float32Array.from(sums, (sum) => sum / count);
    const varianceOf = (square: number, band: number): number => square / count - mean[band]! ** 2;
    // Of a band that never changes, rounding may leave less than nothing.
    return {
      mean,
      variance: Float32Array.from(squares, (square, band) => Math.max(varianceOf(square, band), smallestVariance)),
    };
  }

  #example(index: number, prior: NormalizationPrior, by?: StepAugmentation): Example {
    const target = this.#targets[index]!;
    const energies = this.#cache.read(index);
    const drawn = by?.augmenter.draw(by.step, index, { frames: this.frames[index]!, target }) ?? noAugmentation;
    const frames = by?.augmenter.apply(energies, drawn) ?? energies;
    this.#normalize(frames, prior);
    if (this.#config.kind === 'spectrogram') maskFeatures(frames, drawn, this.#config);
    return { frames, target: drawn.noise?.isAlone ? nothing : target };
  }

  #normalize(frames: Float32Array, prior: NormalizationPrior): void {
    const frameSize = frameSizeOf(this.#config);
    if (this.#config.kind === 'encoder') {
      normalizeStates(frames, prior);
      return;
    }
    const normalizer = new Normalizer(prior, this.#config.priorFrames);
    for (let start = 0; start < frames.length; start += frameSize)
      normalizer.push(frames.subarray(start, start + frameSize));
  }

  #refusal(index: number): string | null {
    const target = this.#targets[index];
    const frames = this.#cache.framesOf(index);
    if (target === null || target === undefined) return 'its text has letters outside the alphabet';
    if (target.length === 0) return 'its text is empty';
    if (frames === 0) return this.#cache.refusalOf(index) || 'its audio is shorter than one frame';
    const timesteps = timestepsOf(frames, this.#config);
    const needed = fewestTimesteps(target);
    return needed > timesteps ? `its text needs ${needed} timesteps and its audio has ${timesteps}` : null;
  }
}

/** In place: each value of a state by its mean and deviation over the corpus that the model learnt from. */
function normalizeStates(frames: Float32Array, { mean, variance }: NormalizationPrior): void {
  const scale = variance.map((value) => 1 / Math.sqrt(value));
  const width = mean.length;
  for (let place = 0; place < frames.length; place += 1)
    frames[place] = (frames[place]! - mean[place % width]!) * scale[place % width]!;
}
