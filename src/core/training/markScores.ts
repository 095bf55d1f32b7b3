import { normalizeText } from '../corpus/normalizeText';
import { wordPairs } from '../corpus/wordPairs';
import { Random } from './random';

/** What is judged of a sentence. */
export const judgedMarks = ['full stop', 'comma', 'question mark', 'capital'] as const;
export type JudgedMark = (typeof judgedMarks)[number];

/** Of one kind: how many there are in the text that was heard, how many there should be, and how many are in both. */
export interface MarkCounts {
  readonly found: number;
  readonly expected: number;
  readonly both: number;
}

export type MarkTally = Readonly<Record<JudgedMark, MarkCounts>>;

/** The harmonic mean of precision and recall, 0 … 1, and where it lies with 95 % probability for other recordings of the same kind. */
export interface MarkScore {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly low: number;
  readonly high: number;
}

interface MarkedToken {
  readonly word: string;
  /** `open` where the text does not tell. */
  readonly mark: JudgedMark | 'none' | 'open';
  readonly isCapital: boolean;
}

/**
 * Counts the marks and capitals of a text that was heard against those of its reference, beside each other by their words: a mark behind a word
 * that was missed is missed. An exclamation mark counts as a full stop, a colon and a semicolon as commas. Behind an ellipsis, a dash, an initial
 * or nothing that is sure, nothing is counted, and no capital either of what follows, nor of the first word.
 */
export function countMarks(reference: string, heard: string): MarkTally {
  const [expected, found] = [tokensOf(reference), tokensOf(heard)];
  const pairs = new Map(wordPairs(expected.map(wordOf), found.map(wordOf)));
  const paired = new Set(pairs.values());
  const counter = new MarkCounter();
  for (const [index, token] of expected.entries()) {
    const other = found[pairs.get(index) ?? -1] ?? missing;
    if (token.mark !== 'open') counter.compare(token.mark, other.mark);
    if (index > 0 && expected[index - 1]!.mark !== 'open') counter.compare(casingOf(token), casingOf(other));
  }
  for (const [index, token] of found.entries()) {
    if (paired.has(index)) continue;
    counter.compare('none', token.mark);
    counter.compare('none', casingOf(token));
  }
  return counter.tally;
}

/** In the place of a word that was missed. */
const missing: MarkedToken = { word: '', mark: 'none', isCapital: false };

type Found = MarkedToken['mark'] | 'capital';

const casingOf = ({ isCapital }: MarkedToken): 'capital' | 'none' => (isCapital ? 'capital' : 'none');

class MarkCounter {
  readonly #counts = new Map(judgedMarks.map((kind) => [kind, { found: 0, expected: 0, both: 0 }]));

  get tally(): MarkTally {
    return Object.fromEntries(this.#counts) as unknown as MarkTally;
  }

  compare(expected: Found, found: Found): void {
    this.#add(expected, 'expected');
    this.#add(found, 'found');
    if (expected === found) this.#add(found, 'both');
  }

  #add(kind: Found, what: keyof MarkCounts): void {
    const counts = kind === 'none' || kind === 'open' ? undefined : this.#counts.get(kind);
    if (counts !== undefined) counts[what] += 1;
  }
}

const resamples = 1000;
const outside = 0.025;

/** Sums over recordings, and the interval by drawing recordings with replacement a thousand times (Bisani and Ney 2004). Seeded. */
export function scoreMarks(tallies: readonly MarkTally[], kind: JudgedMark): MarkScore {
  const counts = tallies.map((tally) => tally[kind]);
  const random = new Random(tallies.length, 7);
  const drawn = Array.from({ length: resamples }, () =>
    f1Of(sumOf(counts.map(() => counts[random.integer(0, counts.length - 1)]!))),
  ).sort((a, b) => a - b);
  const { found, expected, both } = sumOf(counts);
  return {
    precision: both / Math.max(1, found),
    recall: both / Math.max(1, expected),
    f1: f1Of({ found, expected, both }),
    low: drawn[Math.floor(outside * resamples)]!,
    high: drawn[Math.ceil((1 - outside) * resamples) - 1]!,
  };
}

/** Nothing expected and nothing found is all right. */
const f1Of = ({ found, expected, both }: MarkCounts): number =>
  found + expected === 0 ? 1 : (2 * both) / (found + expected);

const sumOf = (counts: readonly MarkCounts[]): MarkCounts =>
  counts.reduce(
    (sum, { found, expected, both }) => {
      return { found: sum.found + found, expected: sum.expected + expected, both: sum.both + both };
    },
    { found: 0, expected: 0, both: 0 },
  );

const wordOf = ({ word }: MarkedToken): string => word;

/** Behind these a point is no full stop. */
const abbreviations: ReadonlySet<string> = new Set(['mr', 'mrs', 'ms', 'dr', 'st']);

function tokensOf(text: string): MarkedToken[] {
  const tokens: MarkedToken[] = [];
  for (const written of text.split(/\s+/u)) {
    const made = tokensIn(written);
    const last = tokens.at(-1);
    // A dash that stands alone.
    if (made.length === 0 && last !== undefined) tokens[tokens.length - 1] = { ...last, mark: 'open' };
    tokens.push(...made);
  }
  return tokens;
}

/** The words of what stands between two spaces: "twenty-one," has two. */
function tokensIn(written: string): MarkedToken[] {
  const pieces = (written.match(/[\p{L}\p{N}'’]+/gu) ?? []).filter((piece) => normalizeText(piece) !== '');
  const last = pieces.at(-1) ?? '';
  const behind = written.slice(written.lastIndexOf(last) + last.length);
  return pieces.map((piece, index) => ({
    word: normalizeText(piece),
    mark: index < pieces.length - 1 ? 'none' : markOf(piece, behind),
    isCapital: /^['’]*\p{Lu}/u.test(piece),
  }));
}

function markOf(word: string, behind: string): MarkedToken['mark'] {
  if (/[…—–]/u.test(behind)) return 'open';
  if (behind.includes('?')) return 'question mark';
  if (behind.includes('.') && abbreviations.has(word.toLowerCase())) return 'none';
  if (behind.startsWith('.') && word.length === 1) return 'open';
  if (/[.!]/u.test(behind)) return 'full stop';
  return /[,;:]/u.test(behind) ? 'comma' : 'none';
}
