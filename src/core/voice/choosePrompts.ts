import { readTerm } from '../../contract/vocabularyTerm';
import { english } from '../alphabet';
import { normalizeText } from '../corpus/normalizeText';

export interface PromptWishes {
  /** Texts that were recorded already: what they hold counts as covered, and they are not chosen again. */
  readonly recorded: readonly string[];
  /** Words and phrases of the user's own, as they are written. */
  readonly vocabulary: readonly string[];
  readonly count: number;
}

/** A term of the user's is worth so many letter pairs that were never said. */
const termWorth = 12;
/** Long sentences hold more and tire more: what they hold is divided by this power of their length. */
const lengthPower = 0.6;

/**
 * Chooses sentences to read aloud, one after another: the one that holds most of what was said least, in pairs of letters, which
 * stand for sounds that follow each other, and in the user's own words (greedy cover: van Santen and Buchsbaum 1997). Terms that no
 * sentence holds come in sentences of their own.
 *
 * @param sentences as they are to be shown
 */
export function choosePrompts(sentences: readonly string[], { recorded, vocabulary, count }: PromptWishes): string[] {
  const said = new Set(recorded.map(normalizeText));
  // Only what is said as it is spelt, in letters that are heard, can be read aloud and learnt from.
  const terms = vocabulary.filter((entry) => isSaidAsWritten(entry) && isHearable(entry));
  const carriers = terms.map((term) => `I wrote “${term}” at the top of the page.`);
  const open = [...sentences, ...carriers]
    .map((sentence) => ({ sentence, text: normalizeText(sentence) }))
    .filter(({ text }) => !said.has(text));
  const coverage = new Coverage(terms.map(normalizeText));
  for (const text of said) coverage.add(text);
  const chosen: string[] = [];
  while (chosen.length < count && open.length > 0) {
    const worths = open.map(({ text }) => coverage.worthOf(text));
    const best = worths.indexOf(Math.max(...worths));
    const [prompt] = open.splice(best, 1);
    coverage.add(prompt!.text);
    chosen.push(prompt!.sentence);
  }
  return chosen;
}

function isSaidAsWritten(entry: string): boolean {
  const { written, spoken } = readTerm(entry);
  return spoken.includes(written);
}

function isHearable(entry: string): boolean {
  const text = normalizeText(readTerm(entry).written);
  return text !== '' && english.encode(text) !== null;
}

/** How often each pair of letters, and each term, was said. */
class Coverage {
  readonly #times = new Map<string, number>();
  readonly #terms: readonly string[];

  constructor(terms: readonly string[]) {
    this.#terms = terms.filter((term) => term !== '');
  }

  add(text: string): void {
    for (const part of [...pairsOf(text), ...this.#termsIn(text)]) this.#times.set(part, this.#said(part) + 1);
  }

  worthOf(text: string): number {
    const worth = (part: string): number => 1 / (1 + this.#said(part));
    const pairs = [...new Set(pairsOf(text))].reduce((sum, pair) => sum + worth(pair), 0);
    const terms = this.#termsIn(text).reduce((sum, term) => sum + termWorth * worth(term) ** 2, 0);
    return (pairs + terms) / Math.max(1, text.length) ** lengthPower;
  }

  #said(part: string): number {
    return this.#times.get(part) ?? 0;
  }

  #termsIn(text: string): string[] {
    return this.#terms.filter((term) => ` ${text} `.includes(` ${term} `)).map((term) => `term ${term}`);
  }
}

const pairsOf = (text: string): string[] => Array.from(text.slice(1), (letter, index) => text.charAt(index) + letter);
