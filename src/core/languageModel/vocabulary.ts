/** The words that every vocabulary begins with, under these numbers: the unknown word, the beginning and the end of a sentence. */
export const unknownWord = 0;
export const sentenceStart = 1;
export const sentenceEnd = 2;
export const specialWords = ['<unk>', '<s>', '</s>'] as const;

/** Words by number: the special ones, then all others sorted by code unit. */
export class Vocabulary {
  readonly size: number;
  readonly #read: () => readonly string[];
  #words: readonly string[] | null = null;
  #numberOf: ReadonlyMap<string, number> | null = null;

  /**
   * @param words without the special ones, each once, in any order; or `count` words of a file, sorted, which `read` gives when
   * they are first asked for: recognition never does
   */
  constructor(words: Iterable<string> | { readonly count: number; readonly read: () => readonly string[] }) {
    if (Symbol.iterator in words) {
      const sorted = [...words].sort((a, b) => (a < b ? -1 : 1));
      if (sorted.some((word, i) => word === sorted[i - 1])) throw new RangeError('a vocabulary names each word once');
      this.size = specialWords.length + sorted.length;
      this.#read = () => sorted;
    } else {
      this.size = specialWords.length + words.count;
      this.#read = words.read;
    }
  }

  get words(): readonly string[] {
    this.#words ??= [...specialWords, ...this.#read()];
    return this.#words;
  }

  /** The number of a word; that of the unknown word where it is not in the vocabulary. */
  numberOf(word: string): number {
    this.#numberOf ??= new Map(this.words.map((each, number) => [each, number]));
    return this.#numberOf.get(word) ?? unknownWord;
  }
}
