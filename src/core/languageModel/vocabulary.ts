/** The words that every vocabulary begins with, under these numbers: the unknown word, the beginning and the end of a sentence. */
export const unknownWord = 0;
export const sentenceStart = 1;
export const sentenceEnd = 2;
export const specialWords = ['<unk>', '<s>', '</s>'] as const;

/** Words by number: the special ones, then all others sorted by code unit. */
export class Vocabulary {
  readonly words: readonly string[];
  readonly #numberOf = new Map<string, number>();

  /** @param words without the special ones, each once, in any order */
  constructor(words: Iterable<string>) {
    const sorted = [...words];
    // A model's file has them sorted, and sorting again would be half the time that it takes to load.
    if (sorted.some((word, i) => i > 0 && word < (sorted[i - 1] ?? ''))) sorted.sort((a, b) => (a < b ? -1 : 1));
    this.words = [...specialWords, ...sorted];
    for (const [number, word] of this.words.entries()) this.#numberOf.set(word, number);
    if (this.#numberOf.size !== this.words.length) throw new RangeError('a vocabulary names each word once');
  }

  get size(): number {
    return this.words.length;
  }

  /** The number of a word; that of the unknown word where it is not in the vocabulary. */
  numberOf(word: string): number {
    return this.#numberOf.get(word) ?? unknownWord;
  }
}
