/**
 * Cuts words into pieces that a network has numbers for: the longest one that the word begins with, then the longest that the rest begins
 * with. The commonest words are pieces by themselves, and every letter is one, so that there is nothing that cannot be cut.
 */
export class WordPieces {
  readonly #idOf: ReadonlyMap<string, number>;
  readonly #longest: number;
  /** Of the words that were cut of late: hypotheses share most of theirs. */
  readonly #known = new Map<string, readonly number[]>();

  /** @param pieces numbered from 1 on; one that begins a word has a space before it */
  constructor(pieces: readonly string[]) {
    this.#idOf = new Map(pieces.map((piece, index) => [piece, index + 1]));
    this.#longest = pieces.reduce((longest, { length }) => Math.max(longest, length), 0);
  }

  /** @throws RangeError where the word has a letter that is no piece */
  of(word: string): readonly number[] {
    const known = this.#known.get(word);
    if (known !== undefined) return known;
    const ids = this.#cut(` ${word}`);
    if (this.#known.size === mostKnown) this.#known.clear();
    this.#known.set(word, ids);
    return ids;
  }

  #cut(spelling: string): readonly number[] {
    const ids: number[] = [];
    for (let start = 0; start < spelling.length;) {
      const end = this.#endOfLongest(spelling, start);
      ids.push(this.#idOf.get(spelling.slice(start, end))!);
      start = end;
    }
    return ids;
  }

  #endOfLongest(spelling: string, start: number): number {
    let end = Math.min(spelling.length, start + this.#longest);
    while (end > start && !this.#idOf.has(spelling.slice(start, end))) end -= 1;
    if (end === start) throw new RangeError(`no piece begins “${spelling.slice(start)}”`);
    return end;
  }
}

const mostKnown = 4096;
