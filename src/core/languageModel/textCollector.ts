import { NgramCounter } from './ngramCounts';
import { unknownWord, Vocabulary } from './vocabulary';

/**
 * Text as word numbers, held in memory at 4 bytes a word: the vocabulary is known only once all of it has been read, and counting
 * needs it first.
 */
export class TextCollector {
  readonly #numberOf = new Map<string, number>();
  readonly #counts: number[] = [];
  #tokens = new Int32Array(1 << 20);
  #length = 0;
  #lineCount = 0;

  /** Words and lines so far. */
  get size(): { readonly words: number; readonly lines: number } {
    return { words: this.#length - this.#lineCount, lines: this.#lineCount };
  }

  /** @param line one sentence in words that spaces separate; an empty one is left out */
  add(line: string): void {
    const words = line.split(' ').filter((word) => word !== '');
    if (words.length === 0) return;
    for (const word of words) this.#push(this.#provisionalNumber(word));
    this.#push(lineEnd);
    this.#lineCount += 1;
  }

  /** The words that occur at least `minCount` times, at most the `limit` most frequent ones. */
  vocabulary(minCount: number, limit: number): Vocabulary {
    const words = [...this.#numberOf].filter(([, number]) => (this.#counts[number] ?? 0) >= minCount);
    if (words.length > limit)
      words.sort(([a, i], [b, j]) => (this.#counts[j] ?? 0) - (this.#counts[i] ?? 0) || (a < b ? -1 : 1));
    return new Vocabulary(words.slice(0, limit).map(([word]) => word));
  }

  /** Counts the n-grams of the collected text; words outside the vocabulary count as the unknown word. */
  count(order: number, vocabulary: Vocabulary): NgramCounter {
    const numbers = new Int32Array(this.#numberOf.size).fill(unknownWord);
    for (const [word, provisional] of this.#numberOf) numbers[provisional] = vocabulary.numberOf(word);
    const counter = new NgramCounter(order, vocabulary.size);
    let start = 0;
    for (let i = 0; i < this.#length; i++) {
      if (this.#tokens[i] !== lineEnd) continue;
      counter.add(this.#tokens.subarray(start, i).map((provisional) => numbers[provisional] ?? unknownWord));
      start = i + 1;
    }
    return counter;
  }

  #provisionalNumber(word: string): number {
    const found = this.#numberOf.get(word);
    const number = found ?? this.#numberOf.size;
    if (found === undefined) this.#numberOf.set(word, number);
    this.#counts[number] = (this.#counts[number] ?? 0) + 1;
    return number;
  }

  #push(token: number): void {
    if (this.#length === this.#tokens.length) {
      const larger = new Int32Array(2 * this.#tokens.length);
      larger.set(this.#tokens);
      this.#tokens = larger;
    }
    this.#tokens[this.#length++] = token;
  }
}

const lineEnd = -1;
