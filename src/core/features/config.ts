/** Every size of the features; the model carries the ones that it was trained with. */
export interface FeatureConfig {
  readonly sampleRateHz: number;
  /** Samples analysed together. */
  readonly frameLength: number;
  /** Samples between the starts of two frames. */
  readonly hop: number;
  /** Bins of the Fourier transform, a power of two ≥ frameLength. */
  readonly fftSize: number;
  /** Filters of the bank; a frame has one value more, the log energy. */
  readonly bands: number;
  readonly scale: 'mel' | 'linear';
  readonly lowestHz: number;
  readonly highestHz: number;
  /** Frames on each side of a context window (Hannun et al. 2014 §2: 5, 7 or 9). */
  readonly context: number;
  /** Frames between two timesteps of the network (Hannun et al. 2014 §3.3). */
  readonly stride: number;
  /** How many frames the prior of the normalisation counts for. */
  readonly priorFrames: number;
}

export const defaultFeatureConfig: FeatureConfig = {
  sampleRateHz: 16_000,
  frameLength: 320,
  hop: 160,
  fftSize: 512,
  bands: 80,
  scale: 'mel',
  lowestHz: 20,
  highestHz: 8000,
  context: 7,
  stride: 2,
  priorFrames: 300,
};

/** Mean and variance of each band over the training corpus, shape [frameSize] each. */
export interface NormalizationPrior {
  readonly mean: Float32Array;
  readonly variance: Float32Array;
}

/** Values in a frame of features: the bands and the log energy. */
export const frameSizeOf = (config: FeatureConfig): number => config.bands + 1;

/** Values in a context window: what the network reads at a timestep. */
export const inputSizeOf = (config: FeatureConfig): number => (2 * config.context + 1) * frameSizeOf(config);

/** Seconds from one timestep to the next. */
export const timestepSecondsOf = (config: FeatureConfig): number => (config.stride * config.hop) / config.sampleRateHz;

/** Samples from one timestep to the next. */
export const timestepSamplesOf = (config: FeatureConfig): number => config.stride * config.hop;
