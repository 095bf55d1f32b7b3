/** A word as the decoder knows it: timesteps count from the start of the utterance, `endTimestep` is exclusive. */
export interface DecodedWord {
  readonly text: string;
  readonly startTimestep: number;
  readonly endTimestep: number;
  /** 0 … 1. */
  readonly confidence: number;
  /** A name, or letters that ran together: the lexicon lacks it. */
  readonly isUnlisted?: true;
}

/** The transcript of an utterance that is not over: `committed` never changes again, `unfinished` may. */
export interface PartialTranscript {
  readonly committed: readonly DecodedWord[];
  readonly unfinished: readonly DecodedWord[];
}

/**
 * Turns the log posteriors of one utterance into words, a timestep at a time.
 *
 *     decoder.step(logProbs)   for each timestep, as it comes
 *     decoder.partial()        at any time; changes nothing; given timesteps that may yet change, with what they would say
 *     decoder.finish()         once, at the end; then ready for the next utterance
 */
export interface Decoder {
  /** @param logProbs natural-log posteriors of one timestep, shape [labels]; read, not kept */
  step(logProbs: Float32Array): void;
  /** @param ahead natural-log posteriors of the timesteps that follow, as far as they can be told now; none of them counts as stepped */
  partial(ahead?: readonly Float32Array[]): PartialTranscript;
  finish(): DecodedWord[];
}
