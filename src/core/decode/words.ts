import type { Alphabet } from '../alphabet';
import type { DecodedWord } from './decoder';

/** One label of a transcript and where it was heard. */
export interface Emission {
  readonly label: number;
  readonly firstTimestep: number;
  readonly lastTimestep: number;
  /** Natural-log posterior of the label at its loudest timestep. */
  readonly logProb: number;
}

/**
 * Cuts emissions at the spaces into words. A word starts where its first label was first heard and ends after its last one; its
 * confidence is the geometric mean of the posteriors of its labels, which is not calibrated.
 */
export function wordsOf(emissions: Iterable<Emission>, alphabet: Alphabet): DecodedWord[] {
  const words: DecodedWord[] = [];
  let current: Emission[] = [];
  const space = alphabet.labelOf(' ');
  for (const emission of emissions) {
    if (emission.label !== space) {
      current.push(emission);
      continue;
    }
    if (current.length > 0) words.push(wordOf(current, alphabet));
    current = [];
  }
  if (current.length > 0) words.push(wordOf(current, alphabet));
  return words;
}

function wordOf(emissions: readonly Emission[], alphabet: Alphabet): DecodedWord {
  const logProb = emissions.reduce((sum, emission) => sum + emission.logProb, 0) / emissions.length;
  return {
    text: alphabet.decode(emissions.map((emission) => emission.label)),
    startTimestep: emissions[0]?.firstTimestep ?? 0,
    endTimestep: (emissions.at(-1)?.lastTimestep ?? 0) + 1,
    confidence: Math.min(1, Math.exp(logProb)),
  };
}
