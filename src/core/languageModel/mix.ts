import { backoffsOf } from './backoffs';
import { emptyContext, NgramModel, type OrderTables } from './ngramModel';
import { sentenceStart, specialWords, Vocabulary } from './vocabulary';

const absent = -1;
const none = new Uint32Array(0);

export interface MixOptions {
  /**
   * Whether a model counts for more after words that it expects: then the weight is how likely a text is of `own` before anything of it
   * is known, and after the words before it what Bayes makes of that (Allauzen and Riley 2011, "Bayesian language model interpolation for
   * mobile speech input"). It suits models of different ways to speak, which a text seldom changes; else the weight is the same throughout.
   */
  readonly byContext?: boolean;
}

/**
 * The linear interpolation of two models as one back-off model: every n-gram that either has, with
 * (1 − weight) · P(word | words before it) of `base` and weight times that of `own`, and back-off weights that make it sum to 1
 * (Stolcke 2002, "SRILM – an extensible language modeling toolkit", §3). Takes seconds for millions of n-grams.
 */
export function mixModels(
  base: NgramModel,
  own: NgramModel,
  weight: number,
  { byContext = false }: MixOptions = {},
): NgramModel {
  if (!(weight > 0 && weight < 1)) throw new RangeError(`a weight lies between 0 and 1, not at ${weight}`);
  const words = new Set([...base.vocabulary.words, ...own.vocabulary.words]);
  for (const special of specialWords) words.delete(special);
  const vocabulary = new Vocabulary(words);
  const parts = [new Part(base, vocabulary), new Part(own, vocabulary)] as const;
  const weigh = byContext ? (evidence: number) => 1 / (1 + Math.exp(evidence) * (1 / weight - 1)) : () => weight;
  let order = unigramsOf(vocabulary, parts, weight);
  let tables: readonly OrderTables[] = [tablesOf(order)];
  for (let index = 1; index < Math.max(base.order, own.order); index++) {
    const { next, firstExtensions } = extend(order, { parts, index, weigh });
    const backoffs = backoffsOf(
      { tables, next: { words: next.words, probabilities: next.probabilities }, firstExtensions },
      NgramModel.fromOrders(vocabulary, tables),
    );
    tables = [...tables.slice(0, -1), { ...tablesOf(order), backoffs, firstExtensions }, tablesOf(next)];
    order = next;
  }
  return NgramModel.fromOrders(vocabulary, tables);
}

/** One of the two models, and its words among those of the mixture. */
class Part {
  readonly #model: NgramModel;
  readonly #orders: readonly OrderTables[];
  /** The model's number of each word of the mixture, or `absent`. */
  readonly #numbers: Int32Array;
  /** The mixture's number of each word of the model. */
  readonly #mixed: Int32Array;

  constructor(model: NgramModel, vocabulary: Vocabulary) {
    this.#model = model;
    this.#orders = model.orders;
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

  /** P(word | context). */
  probability(context: number, word: number): number {
    const number = this.number(word);
    return number === absent ? 0 : Math.exp(this.#model.logProb(context, number));
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
  /** ln of how much better the base foretells all words of the n-gram than the own one does. */
  readonly evidence: Float64Array;

  constructor(capacity: number) {
    this.words = new Uint32Array(capacity);
    this.probabilities = new Float64Array(capacity);
    this.places = [new Int32Array(capacity), new Int32Array(capacity)];
    this.contexts = [new Int32Array(capacity), new Int32Array(capacity)];
    this.evidence = new Float64Array(capacity);
  }

  add(parts: Parts, word: number, places: readonly [number, number], { before, weight, evidence }: Before): void {
    const at = this.length++;
    const [base, own] = [parts[0].probability(before[0], word), parts[1].probability(before[1], word)];
    this.words[at] = word;
    this.probabilities[at] = (1 - weight) * base + weight * own;
    // A word that nothing begins with says nothing of the text.
    if (word !== sentenceStart)
      this.evidence[at] = evidence + Math.log(Math.max(base, unheardOf) / Math.max(own, unheardOf));
    for (const part of [0, 1] as const) {
      this.places[part][at] = places[part];
      this.contexts[part][at] = parts[part].advance(before[part], word);
    }
  }
}

/** What stands before a word: the context in each part, the weight of the own one after it, and the evidence so far. */
interface Before {
  readonly before: readonly [number, number];
  readonly weight: number;
  readonly evidence: number;
}

/** P of a word that a part does not have, where it is asked what a text that holds it is. */
const unheardOf = 1e-7;

function unigramsOf(vocabulary: Vocabulary, parts: Parts, weight: number): MixedOrder {
  const order = new MixedOrder(vocabulary.size);
  const nothing: Before = { before: [emptyContext, emptyContext], weight, evidence: 0 };
  for (let word = 0; word < vocabulary.size; word++)
    order.add(parts, word, [parts[0].number(word), parts[1].number(word)], nothing);
  return order;
}

/** The n-grams of the next order: for each of `lower`, those with which either part extends it, by rising word. */
function extend(
  lower: MixedOrder,
  {
    parts,
    index,
    weigh,
  }: { readonly parts: Parts; readonly index: number; readonly weigh: (evidence: number) => number },
): { readonly next: MixedOrder; readonly firstExtensions: Uint32Array } {
  const next = new MixedOrder(parts[0].count(index) + parts[1].count(index));
  const firstExtensions = new Uint32Array(lower.length + 1);
  for (let i = 0; i < lower.length; i++) {
    const extensions = parts.map((part, which) => part.extensions(index - 1, lower.places[which as 0 | 1][i]));
    const [base = noRange, own = noRange] = extensions;
    if (base.from < base.to || own.from < own.to) {
      const evidence = lower.evidence[i] ?? 0;
      const before = [lower.contexts[0][i] ?? emptyContext, lower.contexts[1][i] ?? emptyContext] as const;
      merge({ next, parts, index, before: { before, weight: weigh(evidence), evidence } }, base, own);
    }
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
  readonly before: Before;
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
