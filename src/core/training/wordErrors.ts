/** How a hypothesis differs from its reference, by the fewest edits; `length` is that of the reference. */
export interface EditCounts {
  readonly substitutions: number;
  readonly insertions: number;
  readonly deletions: number;
  readonly length: number;
}

/**
 * The fewest edits that turn `reference` into `hypothesis` (Levenshtein 1966), by kind; of equally short ways the one with the
 * most substitutions. O(n · m) time, O(m) memory.
 */
export function countEdits(reference: readonly string[], hypothesis: readonly string[]): EditCounts {
  const columns = hypothesis.length + 1;
  let above = Float64Array.from({ length: columns }, (_, column) => column * editCost);
  for (const [row, symbol] of reference.entries()) {
    const costs = new Float64Array(columns).fill((row + 1) * editCost, 0, 1);
    for (let column = 1; column < columns; column += 1) {
      const change = symbol === hypothesis[column - 1] ? 0 : substitutionCost;
      const corner = (above[column - 1] ?? 0) + change;
      costs[column] = Math.min(corner, (above[column] ?? 0) + editCost, (costs[column - 1] ?? 0) + editCost);
    }
    above = costs;
  }
  return byKind(above[columns - 1] ?? 0, reference.length, hypothesis.length);
}

/** One edit and one substitution in a single number, exact up to a million substitutions, so that their order is that of costs. */
const editCost = 2 ** 20;
const substitutionCost = editCost - 1;

/** Insertions and deletions follow from their sum and from the difference of the lengths. */
function byKind(cost: number, length: number, hypothesisLength: number): EditCounts {
  const edits = Math.ceil(cost / editCost);
  const substitutions = edits * editCost - cost;
  const insertions = (edits - substitutions + hypothesisLength - length) / 2;
  return { substitutions, insertions, deletions: edits - substitutions - insertions, length };
}

export const editsOf = (counts: EditCounts): number => counts.substitutions + counts.insertions + counts.deletions;

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
