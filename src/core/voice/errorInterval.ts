import type { ErrorRate } from '../../contract/voice';
import { Random } from '../training/random';
import { editsOf } from '../corpus/edits';
import { countWordErrors } from '../training/wordErrors';

export interface Heard {
  readonly said: string;
  readonly heard: string;
}

const resamples = 1000;
const outside = 0.025;

/**
 * Word error rate over recordings, and where it would lie with 95 % probability for other recordings of the same kind: recordings
 * are drawn with replacement a thousand times (Bisani and Ney 2004). The same recordings give the same interval.
 */
export function errorRateOf(recordings: readonly Heard[]): ErrorRate {
  const counts = recordings.map(({ said, heard }) => countWordErrors(said, heard));
  const errors = counts.map(editsOf);
  const words = counts.map(({ length }) => length);
  const random = new Random(recordings.length, 11);
  const rates = Array.from({ length: resamples }, () => {
    const drawn = counts.map(() => random.integer(0, counts.length - 1));
    const drawnWords = sumOf(drawn.map((index) => words[index]!));
    return (100 * sumOf(drawn.map((index) => errors[index]!))) / Math.max(1, drawnWords);
  }).sort((a, b) => a - b);
  const all = sumOf(words);
  return {
    wer: (100 * sumOf(errors)) / Math.max(1, all),
    lowestWer: rates[Math.floor(outside * resamples)]!,
    highestWer: rates[Math.ceil((1 - outside) * resamples) - 1]!,
    words: all,
  };
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
