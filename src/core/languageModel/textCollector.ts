import { NgramCounter } from './ngramCounts';
import { memoryRuns, type Run, type RunStore, type RunWriter } from './runs';
import { unknownWord, Vocabulary } from './vocabulary';

/**
 * Text as word numbers, set aside at 4 bytes a word: the vocabulary is known only once all of it has been read, and counting needs
 * it first.
 */
export class TextCollector {
  readonly #numberOf = new Map<string, number>();
  readonly #counts: number[] = [];
  readonly #writer: RunWriter;
  readonly #buffer = new Uint32Array(1 << 16);
  #buffered = 0;
  #run: Run | null = null;
  #length = 0;
  #lineCount = 0;

  /** @param store where the text is set aside */
  constructor(store: RunStore = memoryRuns) {
    this.#writer = store.create();
  }

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

  /** The n-grams of the text, counted in memory; words outside the vocabulary count as the unknown word. Nothing can be added then. */
  count(order: number, vocabulary: Vocabulary): NgramCounter {
    const counter = new NgramCounter(order, vocabulary.size);
    for (const sentence of this.sentences(vocabulary)) counter.add(sentence);
    return counter;
  }

  /** The sentences as word numbers, words outside the vocabulary as the unknown word. Nothing can be added then. */
  *sentences(vocabulary: Vocabulary): Generator<Uint32Array> {
    const numbers = new Uint32Array(this.#numberOf.size).fill(unknownWord);
    for (const [word, provisional] of this.#numberOf) numbers[provisional] = vocabulary.numberOf(word);
    const run = this.#finished();
    const buffer = new Uint32Array(1 << 16);
    let sentence: number[] = [];
    for (let start = 0; start < run.length; start += buffer.length) {
      const found = run.read(start, buffer);
      for (const token of buffer.subarray(0, found)) {
        if (token !== lineEnd) sentence.push(numbers[token] ?? unknownWord);
        else {
          yield Uint32Array.from(sentence);
          sentence = [];
        }
      }
    }
  }

  #finished(): Run {
    if (this.#run === null) {
      this.#flush();
      this.#run = this.#writer.finish();
    }
    return this.#run;
  }

  #provisionalNumber(word: string): number {
    const found = this.#numberOf.get(word);
    const number = found ?? this.#numberOf.size;
    if (found === undefined) this.#numberOf.set(word, number);
    this.#counts[number] = (this.#counts[number] ?? 0) + 1;
    return number;
  }

  #push(token: number): void {
    if (this.#buffered === this.#buffer.length) this.#flush();
    this.#buffer[this.#buffered++] = token;
    this.#length += 1;
  }

  #flush(): void {
    this.#writer.append(this.#buffer.subarray(0, this.#buffered));
    this.#buffered = 0;
  }
}

const lineEnd = 2 ** 32 - 1;
