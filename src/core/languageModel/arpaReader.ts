import { sentenceStart, specialWords } from './vocabulary';

/** An ARPA file that cannot be read, with the line at which it went wrong. */
export class ArpaError extends Error {}

export interface ArpaEntry {
  readonly words: readonly string[];
  readonly probability: number;
  readonly backoff: number;
  /** Of the file, from 1. */
  readonly line: number;
}

/** What ARPA files give as the log probability, to base 10, of what never occurs. */
export const impossibleLog10 = -99;
/** Rounding may bring a probability so far above 1. */
const largestLog10 = 1e-4;

/**
 * Lines of an ARPA file → its n-grams by order, from unigrams up. Spaces may stand for tabs and around the counts, back-off weights may
 * be missing, anything may stand before `\data\`, and the special words may be in capitals.
 */
export class ArpaReader {
  readonly #isSpelt: (word: string) => boolean;
  readonly #promised: number[] = [];
  readonly #orders: ArpaEntry[][] = [];
  /** N-grams of the order that is read, those that are left out, too. */
  #found = 0;
  #line = 0;
  #place: 'before' | 'counts' | 'n-grams' | 'end' = 'before';
  #doesLower = false;

  /** @param isSpelt whether an n-gram may hold a word */
  constructor(isSpelt: (word: string) => boolean) {
    this.#isSpelt = isSpelt;
  }

  push(raw: string): void {
    this.#line += 1;
    const line = raw.trim();
    if (line === '' || this.#place === 'end') return;
    if (line.startsWith('\\') && this.#beginSection(line)) return;
    if (this.#place === 'counts') this.#readCount(line);
    else if (this.#place === 'n-grams') this.#readEntry(line);
  }

  finish(): readonly (readonly ArpaEntry[])[] {
    if (this.#place !== 'end') throw new ArpaError('it breaks off before \\end\\');
    if (this.#orders.length === 0) throw new ArpaError('it has no n-grams');
    if (this.#promised.length > this.#orders.length)
      throw new ArpaError(`it promises ${this.#orders.length + 1}-grams and has none`);
    return this.#orders;
  }

  /** Whether the line is the head of a section; else it is a word that begins with a backslash. */
  #beginSection(line: string): boolean {
    const order = /^\\(\d+)-grams:$/u.exec(line)?.[1];
    if (line !== '\\data\\' && line !== '\\end\\' && order === undefined) return false;
    this.#endSection();
    if (line === '\\data\\') this.#place = 'counts';
    else if (line === '\\end\\') this.#place = 'end';
    else {
      if (Number(order) !== this.#orders.length + 1)
        throw new ArpaError(`line ${this.#line} begins the ${order}-grams after ${this.#orders.length}-grams`);
      this.#place = 'n-grams';
      this.#orders.push([]);
    }
    return true;
  }

  #endSection(): void {
    const order = this.#orders.length;
    if (this.#place !== 'n-grams') return;
    const promised = this.#promised[order - 1] ?? 0;
    if (this.#found !== promised) throw new ArpaError(`it promises ${promised} ${order}-grams and has ${this.#found}`);
    this.#found = 0;
    const entries = order === 1 ? this.#spell(this.#orders[0] ?? []) : (this.#orders[order - 1] ?? []);
    this.#orders[order - 1] = entries;
    const seen = new Set<string>();
    for (const { words, line } of entries) {
      const text = words.join(' ');
      if (seen.has(text)) throw new ArpaError(`line ${line} lists “${text}” again`);
      seen.add(text);
    }
  }

  /** The unigrams that can be spelt: as they are, or where none can, in small letters. */
  #spell(unigrams: readonly ArpaEntry[]): ArpaEntry[] {
    const isSpelt = ({ words: [word = ''] }: ArpaEntry): boolean => isSpecial(word) || this.#isSpelt(word);
    this.#doesLower = !unigrams.some(({ words: [word = ''] }) => !isSpecial(word) && this.#isSpelt(word));
    return unigrams
      .map((entry) => ({ ...entry, words: entry.words.map((word) => this.#lowered(word)) }))
      .filter(isSpelt);
  }

  #lowered(word: string): string {
    return this.#doesLower ? word.toLowerCase() : word;
  }

  #readCount(line: string): void {
    const count = /^ngram\s+\d+\s*=\s*(\d+)$/iu.exec(line)?.[1];
    if (count === undefined) throw new ArpaError(`line ${this.#line} is no count of n-grams`);
    this.#promised.push(Number(count));
  }

  #readEntry(line: string): void {
    const order = this.#orders.length;
    const fields = line.split(/\s+/u);
    const log10 = numberOf(fields[0]);
    const backoff = fields.length > order + 1 ? numberOf(fields[order + 1]) : 0;
    const isComplete = fields.length === order + 1 || fields.length === order + 2;
    if (!isComplete || !(log10 <= largestLog10) || Number.isNaN(backoff))
      throw new ArpaError(`line ${this.#line} is no ${order}-gram with a probability`);
    this.#found += 1;
    const words = fields
      .slice(1, order + 1)
      .map((word) => (isSpecial(word) ? word.toLowerCase() : this.#lowered(word)));
    this.#keep({ words, probability: probabilityOf(log10), backoff: 10 ** backoff, line: this.#line });
  }

  /** Unigrams are spelt when all are known. */
  #keep(entry: ArpaEntry): void {
    const { words } = entry;
    const isUnigram = words.length === 1;
    if (!isUnigram && !words.every((word) => isSpecial(word) || this.#isSpelt(word))) return;
    // Some tools write 0 instead of −99 for the start of a sentence, which is never predicted.
    const isStart = isUnigram && words[0] === specialWords[sentenceStart];
    this.#orders.at(-1)?.push(isStart ? { ...entry, probability: 0 } : entry);
  }
}

const probabilityOf = (log10: number): number => (log10 <= impossibleLog10 ? 0 : Math.min(1, 10 ** log10));

const isSpecial = (word: string): boolean => /^<(?:unk|\/?s)>$/iu.test(word);

/** NaN where it is none. C's printf writes infinity as "inf". */
const numberOf = (field = ''): number => (/^-inf(?:inity)?$/iu.test(field) ? -Infinity : Number(field));
