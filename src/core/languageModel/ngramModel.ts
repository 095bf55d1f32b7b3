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

/** The n-grams of all orders one behind the other, numbered through: unigram w is n-gram w. */
export interface NgramTables {
  /** Number of the first n-gram of each order, and behind the last one how many there are. */
  readonly offsets: readonly number[];
  /** The last word of each n-gram. */
  readonly words: Uint32Array;
  readonly logProbs: Float32Array;
  /** Of each n-gram that is not of the highest order. */
  readonly backoffs: Float32Array;
  /** The number of the first extension of each n-gram that is not of the highest order, and at the end how many n-grams there are. */
  readonly extensions: Uint32Array;
}

/**
 * A back-off n-gram model: P(word | context) is that of the longest n-gram that the model has, times the back-off weights of the
 * contexts that had to be shortened (Katz 1987). All logarithms are natural.
 *
 * A context is the number of an n-gram. Only contexts given by `start()` and `advance()` are valid.
 */
export class NgramModel {
  readonly vocabulary: Vocabulary;
  readonly #offsets: readonly number[];
  readonly #words: Uint32Array;
  readonly #logProbs: Float32Array;
  readonly #backoffs: Float32Array;
  readonly #extensions: Uint32Array;
  /**
   * The longest proper suffix of a context that is an n-gram of the model, found when the context is first reached; stored as a
   * difference to `unlinked`, so that memory that nothing has been written to yet is right.
   */
  readonly #suffixes: Int32Array;

  /** @param tables kept, not copied */
  constructor(vocabulary: Vocabulary, tables: NgramTables) {
    const { offsets, words, logProbs, backoffs, extensions } = tables;
    if (offsets[1] !== vocabulary.size) throw new RangeError('a model needs one unigram for each word');
    this.vocabulary = vocabulary;
    this.#offsets = offsets;
    this.#words = words;
    this.#logProbs = logProbs;
    this.#backoffs = backoffs;
    this.#extensions = extensions;
    this.#suffixes = new Int32Array(backoffs.length);
    this.#suffixes.fill(emptyContext - unlinked, 0, Math.min(vocabulary.size, backoffs.length));
  }

  /** @param orders from unigrams up; unigram w is word w of the vocabulary */
  static fromOrders(vocabulary: Vocabulary, orders: readonly OrderTables[]): NgramModel {
    const offsets = [0];
    for (const { words } of orders) offsets.push((offsets.at(-1) ?? 0) + words.length);
    const [contextCount, count] = [offsets.at(-2) ?? 0, offsets.at(-1) ?? 0];
    const extensions = new Uint32Array(contextCount + 1).fill(count);
    for (const [index, { firstExtensions }] of orders.slice(0, -1).entries()) {
      const [offset, nextOffset] = [offsets[index] ?? 0, offsets[index + 1] ?? 0];
      for (let i = 0; offset + i < nextOffset; i++) extensions[offset + i] = nextOffset + (firstExtensions[i] ?? 0);
    }
    return new NgramModel(vocabulary, {
      offsets,
      words: joined(
        new Uint32Array(count),
        orders.map(({ words }) => words),
      ),
      logProbs: joined(
        new Float32Array(count),
        orders.map(({ logProbs }) => logProbs),
      ),
      backoffs: joined(
        new Float32Array(contextCount),
        orders.map(({ backoffs }) => backoffs),
      ),
      extensions,
    });
  }

  /** The n-grams by order, from unigrams up. Extensions are copies, all else is a view. */
  get orders(): readonly OrderTables[] {
    return this.#offsets.slice(0, -1).map((from, index): OrderTables => {
      const to = this.#offsets[index + 1] ?? 0;
      const isHighest = index === this.order - 1;
      return {
        words: this.#words.subarray(from, to),
        logProbs: this.#logProbs.subarray(from, to),
        backoffs: this.#backoffs.subarray(from, to),
        firstExtensions: isHighest
          ? new Uint32Array(0)
          : this.#extensions.slice(from, to + 1).map((extension) => extension - to),
      };
    });
  }

  /** ln P of each word where nothing is known before it. */
  get unigramLogProbs(): Float32Array {
    return this.#logProbs.subarray(0, this.vocabulary.size);
  }

  get order(): number {
    return this.#offsets.length - 1;
  }

  /** The context at the beginning of a sentence. */
  start(): number {
    return this.order > 1 ? sentenceStart : emptyContext;
  }

  /** ln P(word | context). */
  logProb(context: number, word: number): number {
    let backoff = 0;
    for (let shorter = context; shorter !== emptyContext; shorter = this.#suffix(shorter)) {
      const found = this.#find(shorter, word);
      if (found !== absent) return backoff + (this.#logProbs[found] ?? -Infinity);
      backoff += this.#backoffs[shorter] ?? 0;
    }
    return backoff + (this.#logProbs[word] ?? -Infinity);
  }

  /** The context after `word`: the longest that the model knows. */
  advance(context: number, word: number): number {
    const contextCount = this.#backoffs.length;
    for (let shorter = context; shorter !== emptyContext; shorter = this.#suffix(shorter)) {
      const found = this.#find(shorter, word);
      if (found === absent || found >= contextCount) continue;
      if (this.#suffixes[found] === 0) this.#suffixes[found] = this.advance(this.#suffix(shorter), word) - unlinked;
      return found;
    }
    return contextCount > word ? word : emptyContext;
  }

  /** The order of the n-gram that gives P(word | context); 1 for an unknown word. */
  matchedOrder(context: number, word: number): number {
    for (let shorter = context; shorter !== emptyContext; shorter = this.#suffix(shorter)) {
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

  #suffix(context: number): number {
    return (this.#suffixes[context] ?? 0) + unlinked;
  }
}

function joined<Numbers extends Uint32Array | Float32Array>(whole: Numbers, pieces: readonly Numbers[]): Numbers {
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return whole;
}
