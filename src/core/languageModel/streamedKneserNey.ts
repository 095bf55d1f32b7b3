import {
  type CountsOfCounts,
  type Discounts,
  discountOf,
  discountsFrom,
  type EstimationOptions,
  unigramProbabilities,
} from './kneserNey';
import { NgramModel, type OrderTables } from './ngramModel';
import { RowReader, RowSorter, RowWriter } from './rowSorter';
import type { Run, RunStore } from './runs';
import { sentenceEnd, sentenceStart, unknownWord, type Vocabulary } from './vocabulary';

export interface StreamedOptions extends EstimationOptions {
  readonly order: number;
  readonly store: RunStore;
  /** N-grams of each order that are held in memory at a time. */
  readonly rowsInMemory: number;
}

/** The n-grams of one order, sorted, and what is taken off their counts. */
interface Counted {
  readonly run: Run;
  readonly discounts: Discounts;
}

/**
 * As `estimateKneserNey`, for texts of any length: n-grams are sorted on disk, and only those that stay in the model are ever in
 * memory together (Heafield et al. 2013, "Scalable Modified Kneser–Ney Language Model Estimation", §3).
 *
 * @param sentences word numbers of each, without its start and end
 */
export function estimateStreamed(
  vocabulary: Vocabulary,
  sentences: Iterable<Uint32Array>,
  options: StreamedOptions,
): NgramModel {
  const { pruneUpTo } = options;
  if (pruneUpTo.some((limit, i) => limit < (pruneUpTo[i - 1] ?? 0)))
    throw new RangeError('a higher order cannot be pruned less');
  const { unigramCounts, higher } = countStreamed(vocabulary.size, sentences, options);
  const grown = [unigramOrder(unigramCounts, higher.length > 0)];
  for (const [index, { run, discounts }] of higher.entries()) {
    const limit = pruneUpTo[index + 1] ?? pruneUpTo.at(-1) ?? 0;
    const next = new GrownOrder();
    growOrder({ lowers: grown, next, limit, discounts, isHighest: index === higher.length - 1 }, run);
    grown.push(next);
  }
  return NgramModel.fromOrders(
    vocabulary,
    grown.map((order, i) => order.tables(i === grown.length - 1)),
  );
}

/** Adjusted counts of words, and of each higher order its sorted n-grams. */
function countStreamed(
  vocabularySize: number,
  sentences: Iterable<Uint32Array>,
  options: StreamedOptions,
): { readonly unigramCounts: Uint32Array; readonly higher: Counted[] } {
  const { order, store, rowsInMemory } = options;
  const sorters = Array.from({ length: order }, (_, i) => new RowSorter(i + 1, vocabularySize, store, rowsInMemory));
  for (const words of sentences) addSentence(sorters, words);
  const higher: Counted[] = [];
  for (const [index, sorter] of [...sorters.entries()].reverse()) {
    const shorter = sorters[index - 1];
    if (shorter !== undefined) higher.unshift(countOrder(sorter, shorter, { length: index + 1, order, store }));
  }
  const unigramCounts = new Uint32Array(vocabularySize);
  for (const row of sorters[0]?.sorted() ?? []) unigramCounts[row[0] ?? 0] = adjustedOf(row, 1, order === 1);
  unigramCounts[sentenceStart] = 0;
  return { unigramCounts, higher };
}

/** An n-gram of the highest order for each word, shorter where the sentence begins: all others are the ends of longer ones. */
function addSentence(sorters: readonly RowSorter[], words: Uint32Array): void {
  const whole = Uint32Array.from([sentenceStart, ...words, sentenceEnd]);
  for (let end = 2; end <= whole.length; end++) {
    const length = Math.min(end, sorters.length);
    sorters[length - 1]?.add(whole.subarray(end - length, end), 0, 1, 0);
  }
}

/** Sorts one order and gives the ends of its n-grams to the order below. */
function countOrder(
  sorter: RowSorter,
  shorter: RowSorter,
  { length, order, store }: { readonly length: number; readonly order: number; readonly store: RunStore },
): Counted {
  const writer = new RowWriter(store.create(), length + 2);
  const having: CountsOfCounts = [0, 0, 0, 0, 0];
  for (const row of sorter.sorted()) {
    writer.add(row);
    shorter.add(row, 1, row[length] ?? 0, 1);
    const adjusted = adjustedOf(row, length, length === order);
    if (adjusted <= 4) having[adjusted as 0 | 1 | 2 | 3 | 4] += 1;
  }
  return { run: writer.finish(), discounts: discountsFrom(having) };
}

/** Of the highest order counts as they are, of lower ones the different words in front; at the start of a sentence there are none. */
function adjustedOf(row: Uint32Array, length: number, isHighest: boolean): number {
  const [count = 0, leftWords = 0] = row.subarray(length);
  return isHighest || leftWords === 0 ? count : leftWords;
}

/** The n-grams of one order that stay, sorted by their words. */
class GrownOrder {
  length = 0;
  words = new Uint32Array(1024);
  probabilities = new Float64Array(1024);
  /** The share of each n-gram, as a context, that goes to words that do not follow it in the model. */
  backoffs = new Float64Array(1024).fill(1);
  /** Behind the extensions of each n-gram; 0 where it has none. */
  extensionEnds = new Uint32Array(1024);

  add(word: number, probability: number): void {
    if (this.length === this.words.length) this.#grow();
    this.words[this.length] = word;
    this.probabilities[this.length++] = probability;
  }

  /** Where the extensions of n-gram `place` begin: behind those of the n-grams before it. */
  firstExtensions(): Uint32Array {
    const firsts = new Uint32Array(this.length + 1);
    for (let i = 0; i < this.length; i++) firsts[i + 1] = Math.max(firsts[i] ?? 0, this.extensionEnds[i] ?? 0);
    return firsts;
  }

  tables(isHighest: boolean): OrderTables {
    const none = { backoffs: new Float32Array(0), firstExtensions: new Uint32Array(0) };
    const kept = {
      words: this.words.slice(0, this.length),
      logProbs: Float32Array.from(this.probabilities.subarray(0, this.length), Math.log),
    };
    if (isHighest) return { ...kept, ...none };
    const backoffs = Float32Array.from(this.backoffs.subarray(0, this.length), (share) =>
      Math.log(Math.max(share, lowestBackoff)),
    );
    return { ...kept, backoffs, firstExtensions: this.firstExtensions() };
  }

  #grow(): void {
    const larger = <Numbers extends Uint32Array | Float64Array>(array: Numbers, into: Numbers): Numbers => {
      into.set(array);
      return into;
    };
    const capacity = 2 * this.words.length;
    this.words = larger(this.words, new Uint32Array(capacity));
    this.probabilities = larger(this.probabilities, new Float64Array(capacity));
    this.backoffs = larger(this.backoffs, new Float64Array(capacity).fill(1));
    this.extensionEnds = larger(this.extensionEnds, new Uint32Array(capacity));
  }
}

/** A context that nothing is left for would make what does not follow it impossible. */
const lowestBackoff = 1e-10;

function unigramOrder(counts: Uint32Array, hasHigher: boolean): GrownOrder {
  const order = new GrownOrder();
  for (const [word, probability] of unigramProbabilities(counts).entries()) order.add(word, probability);
  if (!hasHigher) order.backoffs.fill(1);
  return order;
}

interface Growing {
  /** All lower orders. */
  readonly lowers: readonly GrownOrder[];
  readonly next: GrownOrder;
  readonly limit: number;
  readonly discounts: Discounts;
  readonly isHighest: boolean;
}

/** One pass over the sorted n-grams: those with the same context follow one another. */
function growOrder(growing: Growing, run: Run): void {
  const length = growing.lowers.length + 1;
  const reader = new RowReader(run, length + 2);
  const find = finderOf(growing.lowers);
  const context = new Uint32Array(length - 1);
  let group: Uint32Array[] = [];
  const endGroup = (): void => {
    if (group.length > 0) growContext(growing, group, find);
    group = [];
  };
  while (reader.next()) {
    const { row } = reader;
    if (group.length > 0 && context.some((word, i) => word !== row[i])) endGroup();
    if (group.length === 0) context.set(row.subarray(0, length - 1));
    group.push(row.slice());
  }
  endGroup();
}

type Find = (words: Uint32Array, from: number, to: number) => number;

function growContext(
  { lowers, next, limit, discounts, isHighest }: Growing,
  rows: readonly Uint32Array[],
  find: Find,
): void {
  const length = lowers.length + 1;
  const lower = lowers.at(-1);
  const prefix = find(rows[0] ?? new Uint32Array(0), 0, length - 1);
  if (lower === undefined || prefix === absent) return;
  let total = 0;
  let left = 0;
  for (const row of rows) {
    const adjusted = adjustedOf(row, length, isHighest);
    total += adjusted;
    left += isKept(row, length, limit) ? discountOf(discounts, adjusted) : adjusted;
  }
  const share = left / total;
  lower.backoffs[prefix] = share;
  for (const row of rows) {
    if (!isKept(row, length, limit)) continue;
    const adjusted = adjustedOf(row, length, isHighest);
    const shorter = lower.probabilities[find(row, 1, length)] ?? 0;
    next.add(row[length - 1] ?? 0, (adjusted - discountOf(discounts, adjusted)) / total + share * shorter);
  }
  lower.extensionEnds[prefix] = next.length;
}

/** An n-gram is kept if it is frequent enough and ends in a word of the vocabulary; its context is one that is kept. */
const isKept = (row: Uint32Array, length: number, limit: number): boolean =>
  (row[length] ?? 0) > limit && row[length - 1] !== unknownWord;

const absent = -1;

/** Finds words `from` … `to` among the n-grams that are kept. None of them holds an unknown word. */
function finderOf(orders: readonly GrownOrder[]): Find {
  const none = new Uint32Array(0);
  const firsts = orders.slice(0, -1).map((order) => order.firstExtensions());
  const step = (index: number, node: number, word: number): number => {
    const [words = none, range = none] = [orders[index]?.words, firsts[index - 1]];
    return search(words, word, range[node] ?? 0, range[node + 1] ?? 0);
  };
  return (words, from, to) => {
    const first = words[from] ?? unknownWord;
    let node = first === unknownWord ? absent : first;
    for (let i = from + 1; i < to && node !== absent; i++) node = step(i - from, node, words[i] ?? unknownWord);
    return node;
  };
}

function search(words: Uint32Array, word: number, from: number, to: number): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((words[middle] ?? 0) < word) low = middle + 1;
    else high = middle;
  }
  return low < to && words[low] === word ? low : absent;
}
