/** Every size of the filter bank's features; the model carries the ones that it was trained with. */
export interface FeatureConfig {
  readonly kind: 'spectrogram';
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

/** Learned features: states of a pretrained encoder, one each 20 ms, joined with their neighbours. */
export interface EncoderFeatureConfig {
  readonly kind: 'encoder';
  readonly sampleRateHz: number;
  /** SHA-256 of the weights that the encoder was made from. */
  readonly encoder: string;
  /** Values in a state. */
  readonly width: number;
  /** Samples from one state to the next. */
  readonly hop: number;
  /** States on each side of a context window. */
  readonly context: number;
  /** States between two timesteps of the network. */
  readonly stride: number;
}

/** What the network reads, by kind; beyond the sizes below it does not know which it is. */
export type Features = FeatureConfig | EncoderFeatureConfig;

export const defaultFeatureConfig: FeatureConfig = {
  kind: 'spectrogram',
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

/** States of Whisper base's encoder, of which the network sees two before and two behind each (docs/decisions/0015). */
export const defaultEncoderFeatureConfig: EncoderFeatureConfig = {
  kind: 'encoder',
  sampleRateHz: 16_000,
  encoder: 'd01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9',
  width: 512,
  hop: 320,
  context: 2,
  stride: 1,
};

/** Mean and variance of each value of a frame over the training corpus, shape [frameSize] each. */
export interface NormalizationPrior {
  readonly mean: Float32Array;
  readonly variance: Float32Array;
}

/** Values in a frame of features: the bands and the log energy, or those of a state. */
export const frameSizeOf = (config: Features): number => (config.kind === 'encoder' ? config.width : config.bands + 1);

/** Values in a context window: what the network reads at a timestep. */
export const inputSizeOf = (config: Features): number => (2 * config.context + 1) * frameSizeOf(config);

/** Seconds from one timestep to the next. */
export const timestepSecondsOf = (config: Features): number => (config.stride * config.hop) / config.sampleRateHz;

/** Samples from one timestep to the next. */
export const timestepSamplesOf = (config: Features): number => config.stride * config.hop;
