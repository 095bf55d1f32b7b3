import { Alphabet, english } from '../alphabet';
import { type BeamSearchOptions, defaultBeamSearchOptions } from './beamSearchOptions';
import { type ConfidenceCurve, defaultConfidenceCurve } from './confidence';

/** How the posteriors of one kind of network are searched. */
export interface Search {
  /** Its symbols, with the priors of the network's labels. */
  readonly alphabet: Alphabet;
  readonly beams: BeamSearchOptions;
  /** Weight of the language model. */
  readonly alpha: number;
  readonly confidence: ConfidenceCurve;
}

/** Of the network on the spectrogram, 30 ms a timestep. */
export const spectrogramSearch: Search = {
  alphabet: english,
  beams: defaultBeamSearchOptions,
  alpha: 1,
  confidence: defaultConfidenceCurve,
};

/** The mean posteriors of the network on learned features over held-out speech, 20 ms a timestep. */
const stateLogPriors = [
  -3.93, -5.63, -4.93, -4.49, -3.48, -5.24, -5.42, -4.16, -4.11, -8.01, -5.97, -4.28, -4.84, -3.9, -3.88, -5.31, -8.22,
  -3.98, -3.94, -3.71, -4.77, -6.03, -5.01, -7.16, -5.2, -9.14, -2.75, -8.26, -0.41,
];

/**
 * Of the network on learned features: it is surer, so the search can be narrower, and what it says counts for more. Chosen on a third of
 * the held-out list (docs/experiments.md).
 */
export const encoderSearch: Search = {
  alphabet: new Alphabet(english.symbols, stateLogPriors),
  beams: {
    ...defaultBeamSearchOptions,
    beamWidth: 128,
    priorWeight: 0.5,
    commitAfterTimesteps: 100,
    showAfterTimesteps: 12,
    showUnclosedAfterTimesteps: 30,
  },
  alpha: 0.9,
  confidence: { support: 0.83, logLetters: 0.16, timestepsPerLetter: -0.4, offset: 1.34 },
};
