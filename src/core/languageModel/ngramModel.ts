import { sentenceEnd, sentenceStart, unknownWord, type Vocabulary } from './vocabulary';

/** The n-grams of one order. They are sorted by the n-gram that they extend, then by their last word. */
export interface OrderTables {
  /** The last word of each n-gram. */
  readonly words: Uint32Array;
  /** ln P(last word | the words before it). */
  readonly logProbs: Float32Array;
  /** Natural-log weight of backing off from this n-gram as a context; empty in the highest order. */
  readonly backoffs: Float32Array;
  /** Where the extensions of n-gram i start in the next order, up to those of i + 1; empty in the highest order. */
  readonly firstExtensions: Uint32Array;
}

/** The context of nothing: no word is known. */
export const emptyContext = -1;

const absent = -1;
const unlinked = -2;

/**
 * A back-off n-gram model: P(word | context) is that of the longest n-gram that the model has, times the back-off weights of the
 * contexts that had to be shortened (Katz 1987). All logarithms are natural.
 *
 * A context is the number of an n-gram: n-grams are counted through all orders, unigram w is w. Only contexts given by
 * `start()` and `advance()` are valid.
 */
export class NgramModel {
  readonly vocabulary: Vocabulary;
  readonly orders: readonly OrderTables[];
  /** Number of the first n-gram of each order, and behind the last one how many there are. */
  readonly #offsets: readonly number[];
  readonly #words: Uint32Array;
  readonly #logProbs: Float32Array;
  readonly #backoffs: Float32Array;
  /** The number of the first extension of each n-gram that is not of the highest order, in `#words`. */
  readonly #extensions: Uint32Array;
  /** The longest proper suffix of a context that is an n-gram of the model; found when the context is first reached. */
  readonly #suffixes: Int32Array;

  /** @param orders from unigrams up; unigram w is word w of the vocabulary */
  constructor(vocabulary: Vocabulary, orders: readonly OrderTables[]) {
    if (orders[0]?.logProbs.length !== vocabulary.size) throw new RangeError('a model needs one unigram for each word');
    this.vocabulary = vocabulary;
    this.orders = orders;
    const offsets = [0];
    for (const { words } of orders) offsets.push((offsets.at(-1) ?? 0) + words.length);
    this.#offsets = offsets;
    const contextCount = offsets.at(-2) ?? 0;
    this.#words = new Uint32Array(offsets.at(-1) ?? 0);
    this.#logProbs = new Float32Array(this.#words.length);
    this.#backoffs = new Float32Array(contextCount);
    this.#extensions = new Uint32Array(contextCount + 1);
    this.#suffixes = new Int32Array(contextCount).fill(unlinked);
    this.#suffixes.fill(emptyContext, 0, Math.min(vocabulary.size, contextCount));
    for (const [index, tables] of orders.entries()) this.#join(tables, index);
    this.#extensions[contextCount] = this.#words.length;
  }

  get order(): number {
    return this.orders.length;
  }

  /** The context at the beginning of a sentence. */
  start(): number {
    return this.order > 1 ? sentenceStart : emptyContext;
  }

  /** ln P(word | context). */
  logProb(context: number, word: number): number {
    let backoff = 0;
    for (let shorter = context; shorter !== emptyContext; shorter = this.#suffixes[shorter] ?? emptyContext) {
      const found = this.#find(shorter, word);
      if (found !== absent) return backoff + (this.#logProbs[found] ?? -Infinity);
      backoff += this.#backoffs[shorter] ?? 0;
    }
    return backoff + (this.#logProbs[word] ?? -Infinity);
  }

  /** The context after `word`: the longest that the model knows. */
  advance(context: number, word: number): number {
    const contextCount = this.#backoffs.length;
    for (let shorter = context; shorter !== emptyContext; shorter = this.#suffixes[shorter] ?? emptyContext) {
      const found = this.#find(shorter, word);
      if (found === absent || found >= contextCount) continue;
      if (this.#suffixes[found] === unlinked)
        this.#suffixes[found] = this.advance(this.#suffixes[shorter] ?? emptyContext, word);
      return found;
    }
    return contextCount > word ? word : emptyContext;
  }

  /** The order of the n-gram that gives P(word | context); 1 for an unknown word. */
  matchedOrder(context: number, word: number): number {
    for (let shorter = context; shorter !== emptyContext; shorter = this.#suffixes[shorter] ?? emptyContext) {
      const found = this.#find(shorter, word);
      if (found !== absent) return this.#offsets.findIndex((offset) => offset > found);
    }
    return 1;
  }

  /** ln P of the words of a sentence one by one, and of its end. Words that the model does not know are NaN. */
  sentenceLogProbs(words: readonly string[]): number[] {
    let context = this.start();
    const numbers = [...words.map((word) => this.vocabulary.numberOf(word)), sentenceEnd];
    return numbers.map((number) => {
      const logProb = this.logProb(context, number);
      context = this.advance(context, number);
      return number === unknownWord ? NaN : logProb;
    });
  }

  /** Where `word` extends the context, or `absent`. The extensions of a context are sorted by word. */
  #find(context: number, word: number): number {
    let low = this.#extensions[context] ?? 0;
    let high = this.#extensions[context + 1] ?? 0;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#words[middle] ?? 0) < word) low = middle + 1;
      else high = middle;
    }
    return low < (this.#extensions[context + 1] ?? 0) && this.#words[low] === word ? low : absent;
  }

  /** Copies the tables of one order behind those of the lower ones. */
  #join({ words, logProbs, backoffs, firstExtensions }: OrderTables, index: number): void {
    const offset = this.#offsets[index] ?? 0;
    this.#words.set(words, offset);
    this.#logProbs.set(logProbs, offset);
    if (index === this.orders.length - 1) return;
    this.#backoffs.set(backoffs, offset);
    const nextOffset = this.#offsets[index + 1] ?? 0;
    for (let i = 0; i < words.length; i++) this.#extensions[offset + i] = nextOffset + (firstExtensions[i] ?? 0);
  }
}
