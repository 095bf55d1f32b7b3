/** Natural-log posteriors of timesteps one after another, [labels] each. */
export interface Posteriors {
  readonly settled: readonly Float32Array[];
  /** Of the timesteps behind them as far as they can be told now: they come again. Empty where nothing is settled. */
  readonly ahead: readonly Float32Array[];
}

/**
 * The samples of one utterance after another → log posteriors.
 *
 *     stream.push(samples)   as they come, any length; what is settled does not depend on how they are cut
 *     stream.finish()        the last timesteps of an utterance; ready for the next
 *     stream.restart()       as finish, where nobody wants them
 */
export interface PosteriorStream {
  /** @param samples 16 kHz mono, −1 … 1; not kept */
  push(samples: Float32Array): Posteriors;
  finish(): readonly Float32Array[];
  restart(): void;
  dispose(): void;
}

/** What a recognizer hears with. Heavy and shared; streams do not know of each other. */
export interface AcousticModel {
  readonly sampleRateHz: number;
  /** Samples from one timestep to the next. */
  readonly timestepSamples: number;
  /** How much of the future the last timestep of a chunk sees. */
  readonly lookAheadSeconds: number;
  /** Seconds from a sound to what is settled of it, at the longest. */
  readonly longestDelaySeconds: number;
  openStream(): PosteriorStream;
  /**
   * Hears an utterance whole, each timestep with all of it before its eyes.
   *
   * @param samples up to 20 s
   */
  hearWhole(samples: Float32Array): readonly Float32Array[];
  dispose(): void;
}

/** Seconds from one timestep to the next. */
export const timestepSecondsOf = ({ timestepSamples, sampleRateHz }: AcousticModel): number =>
  timestepSamples / sampleRateHz;
