import { Alphabet, english } from '../alphabet';
import { type BeamSearchOptions, defaultBeamSearchOptions } from './beamSearchOptions';
import { type ConfidenceCurve, defaultConfidenceCurve } from './confidence';

/** How the posteriors of one kind of network are searched. */
export interface Search {
  /** Its symbols, with the priors of the network's labels. */
  readonly alphabet: Alphabet;
  readonly beams: BeamSearchOptions;
  /** Of an utterance that is heard whole and whose texts are rescored; without them nothing is. */
  readonly settlingBeams?: BeamSearchOptions;
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
  -3.98, -5.65, -5.04, -4.56, -3.47, -5.26, -5.32, -4.21, -4.11, -8.32, -6, -4.48, -5.01, -4.01, -3.95, -5.51, -8.24,
  -4.02, -4.08, -3.78, -4.97, -6.05, -5.06, -7.52, -5.3, -8.92, -2.79, -8.11, -0.38,
];

const encoderBeams: BeamSearchOptions = {
  ...defaultBeamSearchOptions,
  beamWidth: 256,
  priorWeight: 0.3,
  commitAfterTimesteps: 100,
  showAfterTimesteps: 12,
  showUnclosedAfterTimesteps: 30,
};

/**
 * Of the network on learned features: it is surer, so the search can be narrower, and what it says counts for more. Chosen on the
 * held-out list (docs/experiments.md).
 */
export const encoderSearch: Search = {
  alphabet: new Alphabet(english.symbols, stateLogPriors),
  beams: encoderBeams,
  settlingBeams: { ...encoderBeams, commitMargin: Infinity, commitAfterTimesteps: Infinity },
  alpha: 1.1,
  confidence: { support: 0.85, logLetters: 0.16, timestepsPerLetter: -0.34, offset: 1.02 },
};
