import type { FeatureConfig } from '../features/config';
import { augmentFeatures, framesAfter } from './augmentFeatures';
import { type Augmentation, type AugmentationChoices, drawAugmentation, noAugmentation } from './augmentation';
import { timestepsOf } from './batches';
import { fewestTimesteps } from './ctcLoss';
import { Random } from './random';

/** Recordings of noise, as their log filter-bank energies. */
export interface NoiseFeatures {
  readonly count: number;
  /** Shape [frames, frameSize]; not changed by the reader. */
  read(recording: number): Float32Array;
}

export const noNoise: NoiseFeatures = { count: 0, read: () => new Float32Array(0) };

export interface AugmenterOptions {
  readonly choices: AugmentationChoices;
  /** Steps before this one learn from the recordings as they are. */
  readonly fromStep: number;
  readonly features: FeatureConfig;
  readonly noise: NoiseFeatures;
  readonly seed: number;
}

/** Gives each recording another shape each time that it is learnt from; the same one when a step is repeated. */
export class Augmenter {
  readonly #options: AugmenterOptions;

  constructor(options: AugmenterOptions) {
    this.#options = options;
  }

  /** What happens to a recording at a step. Its speed stays where the text would no longer fit into the time. */
  draw(step: number, recording: number, { frames, target }: { frames: number; target: Int32Array }): Augmentation {
    const { choices, fromStep, features, noise, seed } = this.#options;
    if (step < fromStep) return noAugmentation;
    const seconds = (frames * features.hop) / features.sampleRateHz;
    const random = new Random(seed, 6, step, recording);
    const chosen = drawAugmentation(choices, { seconds, bands: features.bands }, random);
    const drawn = noise.count === 0 ? { ...chosen, noise: null } : chosen;
    const fits = timestepsOf(framesAfter(frames, drawn, features), features) >= fewestTimesteps(target);
    return fits ? drawn : { ...drawn, speed: 1, startSeconds: 0 };
  }

  /** All but the masks, which come after the normalisation. @returns a new array */
  apply(energies: Float32Array, augmentation: Augmentation): Float32Array {
    const { features, noise } = this.#options;
    const recording = Math.floor((augmentation.noise?.place ?? 0) * noise.count);
    const added = augmentation.noise !== null && noise.count > 0 ? noise.read(recording) : undefined;
    return augmentFeatures(energies, augmentation, features, added);
  }
}
