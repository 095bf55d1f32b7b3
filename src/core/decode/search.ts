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
  -3.88, -5.52, -4.93, -4.46, -3.43, -5.21, -5.28, -4.18, -4.1, -8.05, -5.87, -4.27, -4.86, -3.93, -3.81, -5.27, -8.16,
  -3.88, -4.01, -3.67, -4.86, -5.95, -4.99, -7.13, -5.26, -9.06, -2.73, -8.09, -0.42,
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
    priorWeight: 0.4,
    commitAfterTimesteps: 100,
    showAfterTimesteps: 12,
    showUnclosedAfterTimesteps: 30,
  },
  alpha: 0.8,
  confidence: { support: 0.85, logLetters: 0.16, timestepsPerLetter: -0.34, offset: 1.02 },
};
