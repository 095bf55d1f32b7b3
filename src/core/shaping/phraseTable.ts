/** What stands at a place: a phrase of so many words, none, or `undecided` where the next word may complete one. */
export type Match<Value> = { readonly value: Value; readonly length: number } | 'none' | 'undecided';

interface Entry<Value> {
  readonly value: Value;
  readonly words: readonly string[];
}

/** Spoken phrases and what each of them means, found by their first word; where several fit the longest counts. */
export class PhraseTable<Value> {
  readonly #byFirstWord = new Map<string, Entry<Value>[]>();

  /** @param phrases words with one space between, and their meaning; of two that are alike the first counts */
  constructor(phrases: Iterable<readonly [spoken: string, value: Value]>) {
    const known = new Set<string>();
    for (const [spoken, value] of phrases) {
      if (spoken === '' || known.has(spoken)) continue;
      known.add(spoken);
      const words = spoken.split(' ');
      const [first = ''] = words;
      this.#byFirstWord.set(first, [...(this.#byFirstWord.get(first) ?? []), { value, words }]);
    }
    for (const entries of this.#byFirstWord.values()) entries.sort((a, b) => b.words.length - a.words.length);
  }

  /** @param isOver no word will follow those that are there */
  find(words: readonly string[], from: number, isOver: boolean): Match<Value> {
    for (const { value, words: phrase } of this.#byFirstWord.get(words[from] ?? '') ?? []) {
      const isBegun = phrase.every((word, index) => (words[from + index] ?? word) === word);
      if (!isBegun) continue;
      if (from + phrase.length <= words.length) return { value, length: phrase.length };
      if (!isOver) return 'undecided';
    }
    return 'none';
  }
}
