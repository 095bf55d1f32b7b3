import { countEdits, type EditCounts, editsOf } from '../corpus/edits';

/** Edits in percent of the reference's length; may exceed 100. Nothing expected and nothing heard is 0, anything heard then 100. */
export function errorPercent(counts: EditCounts): number {
  if (counts.length === 0) return editsOf(counts) === 0 ? 0 : 100;
  return (100 * editsOf(counts)) / counts.length;
}

const wordsOf = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

/** Words are what white space separates; nothing else is normalised. */
export const countWordErrors = (reference: string, hypothesis: string): EditCounts =>
  countEdits(wordsOf(reference), wordsOf(hypothesis));

/** Characters, of which a space between two words is one. */
export const countCharacterErrors = (reference: string, hypothesis: string): EditCounts =>
  countEdits(Array.from(wordsOf(reference).join(' ')), Array.from(wordsOf(hypothesis).join(' ')));

export interface ErrorRates {
  readonly utterances: number;
  readonly words: EditCounts;
  readonly characters: EditCounts;
  /** Percent. */
  readonly wer: number;
  /** Percent. */
  readonly cer: number;
}

/** Sums errors over utterances, in all and by source: long utterances count for more than short ones. */
export class ErrorTally {
  readonly #bySource = new Map<string, ErrorRates>();
  #all = noErrors;

  add(source: string, reference: string, hypothesis: string): void {
    const words = countWordErrors(reference, hypothesis);
    const characters = countCharacterErrors(reference, hypothesis);
    const one = { utterances: 1, words, characters, wer: errorPercent(words), cer: errorPercent(characters) };
    this.#all = sumRates(this.#all, one);
    this.#bySource.set(source, sumRates(this.#bySource.get(source) ?? noErrors, one));
  }

  get all(): ErrorRates {
    return this.#all;
  }

  /** In the order in which the sources were first met. */
  get sources(): ReadonlyMap<string, ErrorRates> {
    return this.#bySource;
  }
}

const noEdits: EditCounts = { substitutions: 0, insertions: 0, deletions: 0, length: 0 };
const noErrors: ErrorRates = { utterances: 0, words: noEdits, characters: noEdits, wer: 0, cer: 0 };

function sumRates(a: ErrorRates, b: ErrorRates): ErrorRates {
  const words = sumCounts(a.words, b.words);
  const characters = sumCounts(a.characters, b.characters);
  const utterances = a.utterances + b.utterances;
  return { utterances, words, characters, wer: errorPercent(words), cer: errorPercent(characters) };
}

const sumCounts = (a: EditCounts, b: EditCounts): EditCounts => ({
  substitutions: a.substitutions + b.substitutions,
  insertions: a.insertions + b.insertions,
  deletions: a.deletions + b.deletions,
  length: a.length + b.length,
});
