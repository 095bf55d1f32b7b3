import { emptyContext, NgramModel, type OrderTables } from './ngramModel';
import { specialWords, Vocabulary } from './vocabulary';

/** A context that nothing is left for would make what does not follow it impossible. */
const lowestBackoff = 1e-10;
const absent = -1;
const none = new Uint32Array(0);

/**
 * The linear interpolation of two models as one back-off model: every n-gram that either has, with
 * (1 − weight) · P(word | words before it) of `base` and weight times that of `own`, and back-off weights that make it sum to 1
 * (Stolcke 2002, "SRILM – an extensible language modeling toolkit", §3). Takes seconds for millions of n-grams.
 */
export function mixModels(base: NgramModel, own: NgramModel, weight: number): NgramModel {
  if (!(weight > 0 && weight < 1)) throw new RangeError(`a weight lies between 0 and 1, not at ${weight}`);
  const words = new Set([...base.vocabulary.words, ...own.vocabulary.words]);
  for (const special of specialWords) words.delete(special);
  const vocabulary = new Vocabulary(words);
  const parts = [new Part(base, vocabulary, 1 - weight), new Part(own, vocabulary, weight)] as const;
  let order = unigramsOf(vocabulary, parts);
  let tables: readonly OrderTables[] = [tablesOf(order)];
  for (let index = 1; index < Math.max(base.order, own.order); index++) {
    const { next, firstExtensions } = extend(order, parts, index);
    const backoffs = backoffsOf({ tables, next, firstExtensions }, NgramModel.fromOrders(vocabulary, tables));
    tables = [...tables.slice(0, -1), { ...tablesOf(order), backoffs, firstExtensions }, tablesOf(next)];
    order = next;
  }
  return NgramModel.fromOrders(vocabulary, tables);
}

/** One of the two models, and its words among those of the mixture. */
class Part {
  readonly #model: NgramModel;
  readonly #orders: readonly OrderTables[];
  readonly #weight: number;
  /** The model's number of each word of the mixture, or `absent`. */
  readonly #numbers: Int32Array;
  /** The mixture's number of each word of the model. */
  readonly #mixed: Int32Array;

  constructor(model: NgramModel, vocabulary: Vocabulary, weight: number) {
    this.#model = model;
    this.#orders = model.orders;
    this.#weight = weight;
    this.#mixed = Int32Array.from(model.vocabulary.words, (word) => vocabulary.numberOf(word));
    this.#numbers = new Int32Array(vocabulary.size).fill(absent);
    for (const [number, word] of this.#mixed.entries()) this.#numbers[word] = number;
  }

  number(word: number): number {
    return this.#numbers[word] ?? absent;
  }

  count(index: number): number {
    return this.#orders[index]?.words.length ?? 0;
  }

  /** The word of n-gram `place` of an order, as the mixture numbers it. */
  word(index: number, place: number): number {
    return this.#mixed[this.#orders[index]?.words[place] ?? 0] ?? 0;
  }

  /** Where the extensions of n-gram `place` of an order lie; none where it is absent. */
  extensions(index: number, place = absent): Range {
    const firsts = this.#orders[index]?.firstExtensions;
    return place === absent ? noRange : { from: firsts?.[place] ?? 0, to: firsts?.[place + 1] ?? 0 };
  }

  /** Its share of P(word | context). */
  probability(context: number, word: number): number {
    const number = this.number(word);
    return number === absent ? 0 : this.#weight * Math.exp(this.#model.logProb(context, number));
  }

  advance(context: number, word: number): number {
    const number = this.number(word);
    return number === absent ? emptyContext : this.#model.advance(context, number);
  }
}

type Parts = readonly [base: Part, own: Part];

/** One order of the mixture: of each n-gram its last word and probability, and for both parts its place there and the context after it. */
class MixedOrder {
  length = 0;
  readonly words: Uint32Array;
  readonly probabilities: Float64Array;
  readonly places: readonly [Int32Array, Int32Array];
  readonly contexts: readonly [Int32Array, Int32Array];

  constructor(capacity: number) {
    this.words = new Uint32Array(capacity);
    this.probabilities = new Float64Array(capacity);
    this.places = [new Int32Array(capacity), new Int32Array(capacity)];
    this.contexts = [new Int32Array(capacity), new Int32Array(capacity)];
  }

  add(parts: Parts, word: number, places: readonly [number, number], before: readonly [number, number]): void {
    const at = this.length++;
    this.words[at] = word;
    this.probabilities[at] = parts[0].probability(before[0], word) + parts[1].probability(before[1], word);
    for (const part of [0, 1] as const) {
      this.places[part][at] = places[part];
      this.contexts[part][at] = parts[part].advance(before[part], word);
    }
  }
}

function unigramsOf(vocabulary: Vocabulary, parts: Parts): MixedOrder {
  const order = new MixedOrder(vocabulary.size);
  for (let word = 0; word < vocabulary.size; word++)
    order.add(parts, word, [parts[0].number(word), parts[1].number(word)], [emptyContext, emptyContext]);
  return order;
}

/** The n-grams of the next order: for each of `lower`, those with which either part extends it, by rising word. */
function extend(
  lower: MixedOrder,
  parts: Parts,
  index: number,
): { readonly next: MixedOrder; readonly firstExtensions: Uint32Array } {
  const next = new MixedOrder(parts[0].count(index) + parts[1].count(index));
  const firstExtensions = new Uint32Array(lower.length + 1);
  for (let i = 0; i < lower.length; i++) {
    const extensions = parts.map((part, which) => part.extensions(index - 1, lower.places[which as 0 | 1][i]));
    const before = [lower.contexts[0][i] ?? emptyContext, lower.contexts[1][i] ?? emptyContext] as const;
    const [base = noRange, own = noRange] = extensions;
    merge({ next, parts, index, before }, base, own);
    firstExtensions[i + 1] = next.length;
  }
  return { next, firstExtensions };
}

/** Extensions of one n-gram, in an order of one part. */
interface Range {
  readonly from: number;
  readonly to: number;
}
const noRange: Range = { from: 0, to: 0 };

interface Merging {
  readonly next: MixedOrder;
  readonly parts: Parts;
  readonly index: number;
  readonly before: readonly [number, number];
}

function merge({ next, parts, index, before }: Merging, base: Range, own: Range): void {
  let inBase = base.from;
  let inOwn = own.from;
  while (inBase < base.to || inOwn < own.to) {
    const baseWord = inBase < base.to ? parts[0].word(index, inBase) : Infinity;
    const ownWord = inOwn < own.to ? parts[1].word(index, inOwn) : Infinity;
    const word = Math.min(baseWord, ownWord);
    next.add(parts, word, [baseWord === word ? inBase++ : absent, ownWord === word ? inOwn++ : absent], before);
  }
}

function tablesOf({ length, words, probabilities }: MixedOrder): OrderTables {
  return {
    words: words.slice(0, length),
    logProbs: Float32Array.from(probabilities.subarray(0, length), Math.log),
    backoffs: new Float32Array(0),
    firstExtensions: none,
  };
}

interface Extended {
  /** The orders so far; the last one is the one that is extended. */
  readonly tables: readonly OrderTables[];
  readonly next: MixedOrder;
  readonly firstExtensions: Uint32Array;
}

/** ln of what each n-gram leaves for the words that do not extend it, against what one order less gives them. */
function backoffsOf({ tables, next, firstExtensions }: Extended, lower: NgramModel): Float32Array {
  const shorter = shorterContexts(tables, lower);
  return Float32Array.from(shorter, (context, i) => {
    let [left, leftBelow] = [1, 1];
    for (let at = firstExtensions[i] ?? 0; at < (firstExtensions[i + 1] ?? 0); at++) {
      left -= next.probabilities[at] ?? 0;
      leftBelow -= Math.exp(lower.logProb(context, next.words[at] ?? 0));
    }
    if (left === 1) return 0;
    return Math.log(Math.max(left, lowestBackoff) / Math.max(leftBelow, lowestBackoff));
  });
}

/** Of each n-gram of the highest order, the context in `lower` of its words without the first. */
function shorterContexts(tables: readonly OrderTables[], lower: NgramModel): Int32Array {
  let contexts = new Int32Array(lower.vocabulary.size).fill(emptyContext);
  for (const [index, { words }] of tables.slice(1).entries()) {
    const firsts = tables[index]?.firstExtensions ?? none;
    const longer = new Int32Array(words.length);
    let owner = 0;
    for (const [i, word] of words.entries()) {
      while ((firsts[owner + 1] ?? Infinity) <= i) owner += 1;
      longer[i] = lower.advance(contexts[owner] ?? emptyContext, word);
    }
    contexts = longer;
  }
  return contexts;
}
