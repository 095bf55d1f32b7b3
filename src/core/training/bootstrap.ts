import { Random } from './random';

/** The word errors of one utterance. */
export interface ScoredUtterance {
  /** Empty or "unknown" where it is not known. */
  readonly speaker: string;
  readonly errors: number;
  readonly words: number;
}

/** Where the word error rate of other speech of the same kind lies with 95 % probability, in percent. */
export interface ErrorInterval {
  readonly low: number;
  readonly high: number;
  readonly resampled: 'speakers' | 'utterances';
}

const draws = 1000;
const tail = 0.025;
/** From fewer speakers their spread cannot be told; then utterances are drawn, and the interval says nothing about other voices. */
const fewestSpeakers = 5;

/**
 * Bootstrap of the word error rate (Bisani and Ney 2004): as many speakers as there are, drawn with replacement, a thousand times, and
 * the percentiles of the rates. What a speaker says is drawn together, because it is well or badly understood together. Seeded: the
 * same utterances give the same interval.
 */
export function wordErrorInterval(utterances: readonly ScoredUtterance[]): ErrorInterval {
  const speakers = bySpeaker(utterances);
  const resampled = speakers.length >= fewestSpeakers ? 'speakers' : 'utterances';
  const units = resampled === 'speakers' ? speakers : utterances;
  const random = new Random(95);
  const rates = Float64Array.from({ length: draws }, () => drawnRate(units, random)).sort();
  return { low: rates[Math.floor(tail * draws)]!, high: rates[Math.ceil((1 - tail) * draws) - 1]!, resampled };
}

interface Counts {
  readonly errors: number;
  readonly words: number;
}

/** Utterances whose speaker is not known count as one speaker each. */
function bySpeaker(utterances: readonly ScoredUtterance[]): Counts[] {
  const sums = new Map<string, Counts>();
  utterances.forEach(({ speaker, errors, words }, index) => {
    const key = speaker === '' || speaker === 'unknown' ? `utterance ${index}` : `speaker ${speaker}`;
    const before = sums.get(key) ?? { errors: 0, words: 0 };
    sums.set(key, { errors: before.errors + errors, words: before.words + words });
  });
  return [...sums.values()];
}

function drawnRate(units: readonly Counts[], random: Random): number {
  let errors = 0;
  let words = 0;
  units.forEach(() => {
    const unit = units[random.integer(0, units.length - 1)]!;
    errors += unit.errors;
    words += unit.words;
  });
  return words === 0 ? 0 : (100 * errors) / words;
}
