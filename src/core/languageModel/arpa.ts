import { NgramModel } from './ngramModel';
import { sortedTables, type UnsortedOrder } from './sortedTables';
import { sentenceEnd, sentenceStart, specialWords, Vocabulary } from './vocabulary';

/** ARPA writes logarithms to base 10. */
const naturalOfTen = Math.LN10;
/** What ARPA files give as the log probability of what never occurs. */
const impossibleLog10 = -99;

/** An ARPA file that cannot be read, with the line at which it went wrong. */
export class ArpaError extends Error {}

/** Writes a model as ARPA text, a line at a time. */
export function* writeArpa(model: NgramModel): Generator<string> {
  const { orders } = model;
  yield '\\data\\';
  for (const [index, { words }] of orders.entries()) yield `ngram ${index + 1}=${words.length}`;
  let texts: readonly string[] = [];
  for (const [index, { words, logProbs, backoffs }] of orders.entries()) {
    yield '';
    yield `\\${index + 1}-grams:`;
    const owners =
      index === 0 ? null : ownersOf(orders[index - 1]?.firstExtensions ?? new Uint32Array(0), words.length);
    const lower = texts;
    const textOf = (i: number): string =>
      `${owners === null ? '' : `${lower[owners[i] ?? 0] ?? ''} `}${model.vocabulary.words[words[i] ?? 0] ?? ''}`;
    texts = Array.from({ length: words.length }, (_, i) => textOf(i));
    for (const [i, text] of texts.entries()) {
      const backoff = backoffs.length === 0 ? '' : `\t${inLog10(backoffs[i] ?? 0)}`;
      yield `${inLog10(logProbs[i] ?? -Infinity)}\t${text}${backoff}`;
    }
  }
  yield '';
  yield '\\end\\';
}

const inLog10 = (natural: number): string =>
  natural === -Infinity ? String(impossibleLog10) : String(Number((natural / naturalOfTen).toPrecision(8)));

/** Which n-gram of the order below each n-gram extends. */
function ownersOf(firstExtensions: Uint32Array, length: number): Uint32Array {
  const owners = new Uint32Array(length);
  for (let owner = 0; owner + 1 < firstExtensions.length; owner++)
    owners.fill(owner, firstExtensions[owner] ?? 0, firstExtensions[owner + 1] ?? 0);
  return owners;
}

interface ArpaEntry {
  readonly words: readonly string[];
  readonly probability: number;
  readonly backoff: number;
}

/** Reads ARPA text. Throws an `ArpaError` where it does not follow the format. */
export function readArpa(lines: Iterable<string>): NgramModel {
  const sections = readSections(lines);
  const unigrams = new Map((sections[0] ?? []).map((entry) => [entry.words[0] ?? '', entry]));
  const special: readonly string[] = specialWords;
  for (const word of [special[sentenceStart], special[sentenceEnd]]) {
    if (!unigrams.has(word ?? '')) throw new ArpaError(`the unigrams lack ${word ?? ''}`);
  }
  const vocabulary = new Vocabulary([...unigrams.keys()].filter((word) => !special.includes(word)));
  const numbers = new Map(vocabulary.words.map((word, number) => [word, number]));
  const first: readonly ArpaEntry[] = vocabulary.words.map(
    (word) => unigrams.get(word) ?? { words: [word], probability: 0, backoff: 1 },
  );
  const orders: UnsortedOrder[] = [];
  let places = new Map<string, number>();
  for (const [index, entries] of [first, ...sections.slice(1)].entries()) {
    const lower = places;
    orders.push(unsortedOrder(entries, numbers, index === 0 ? null : lower, index === sections.length - 1));
    places = new Map(entries.map(({ words }, i) => [words.join(' '), i]));
  }
  return NgramModel.fromOrders(vocabulary, sortedTables(orders));
}

function unsortedOrder(
  entries: readonly ArpaEntry[],
  numbers: ReadonlyMap<string, number>,
  lower: ReadonlyMap<string, number> | null,
  isHighest: boolean,
): UnsortedOrder {
  const prefixOf = ({ words }: ArpaEntry): number => {
    const prefix = lower === null ? 0 : lower.get(words.slice(0, -1).join(' '));
    if (prefix === undefined) throw new ArpaError(`“${words.join(' ')}” extends an n-gram that is not there`);
    return prefix;
  };
  const wordOf = ({ words }: ArpaEntry): number => {
    const number = numbers.get(words.at(-1) ?? '');
    if (number === undefined) throw new ArpaError(`“${words.join(' ')}” ends in a word that is no unigram`);
    return number;
  };
  return {
    counted: {
      length: entries.length,
      prefixes: Int32Array.from(entries, prefixOf),
      words: Int32Array.from(entries, wordOf),
    },
    kept: new Uint8Array(entries.length).fill(1),
    probabilities: Float64Array.from(entries, ({ probability }) => probability),
    backoffs: isHighest ? new Float64Array(0) : Float64Array.from(entries, ({ backoff }) => backoff),
  };
}

/** The entries of each order, from unigrams up. */
function readSections(lines: Iterable<string>): ArpaEntry[][] {
  const promised: number[] = [];
  const sections: ArpaEntry[][] = [];
  let number = 0;
  for (const raw of lines) {
    number += 1;
    const line = raw.trim();
    if (line === '\\end\\') break;
    const count = /^ngram (\d+)=(\d+)$/.exec(line);
    if (count !== null) promised.push(Number(count[2]));
    else if (/^\\\d+-grams:$/.test(line)) sections.push([]);
    else if (line !== '' && line !== '\\data\\') sections.at(-1)?.push(readEntry(line, sections.length, number));
  }
  checkCounts(sections, promised);
  return sections;
}

function checkCounts(sections: readonly ArpaEntry[][], promised: readonly number[]): void {
  if (sections.length === 0) throw new ArpaError('it has no n-grams');
  for (const [index, entries] of sections.entries()) {
    if (entries.length !== promised[index])
      throw new ArpaError(`it promises ${promised[index] ?? 0} ${index + 1}-grams and has ${entries.length}`);
  }
}

function readEntry(line: string, order: number, number: number): ArpaEntry {
  const fields = line.split(/\s+/);
  const log10 = Number(fields[0]);
  const backoff = fields.length > order + 1 ? Number(fields[order + 1]) : 0;
  const isComplete = fields.length === order + 1 || fields.length === order + 2;
  if (!isComplete || Number.isNaN(log10) || Number.isNaN(backoff))
    throw new ArpaError(`line ${number} is no ${order}-gram`);
  const words = fields.slice(1, order + 1);
  // Some tools write 0 instead of −99 for the start of a sentence, which is never predicted.
  const isImpossible = log10 <= impossibleLog10 || (order === 1 && words[0] === specialWords[sentenceStart]);
  return { words, probability: isImpossible ? 0 : 10 ** log10, backoff: 10 ** backoff };
}
