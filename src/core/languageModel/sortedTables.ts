import type { CountedOrder } from './ngramCounts';
import type { OrderTables } from './ngramModel';

/** What a model keeps of one order, n-grams in any order. */
export interface UnsortedOrder {
  readonly counted: Pick<CountedOrder, 'length' | 'prefixes' | 'words'>;
  /** 1 for an n-gram that goes into the model; every unigram does. */
  readonly kept: Uint8Array;
  readonly probabilities: Float64Array;
  /** Empty in the highest order. */
  readonly backoffs: Float64Array;
}

/** A context that nothing is left for would make what does not follow it impossible. */
const lowestBackoff = 1e-10;

/** Brings the n-grams that are kept into a model's order: sorted by the n-gram that each extends, then by word. */
export function sortedTables(orders: readonly UnsortedOrder[]): OrderTables[] {
  // Where each n-gram of the order below went; unigram w stays at w.
  let places = new Int32Array(0);
  const sorted: Int32Array[] = [];
  const firsts: Uint32Array[] = [];
  for (const [index, { counted, kept }] of orders.entries()) {
    const all = Int32Array.from({ length: counted.length }, (_, i) => i);
    if (index === 0) {
      sorted.push(all);
      places = all;
      continue;
    }
    const lowerLength = sorted[index - 1]?.length ?? 0;
    const present = all.filter((i) => kept[i] === 1);
    const byWord = sortedByKey(present, (i) => counted.words[i] ?? 0, orders[0]?.counted.length ?? 0).items;
    const lowerPlaces = places;
    const byPrefix = sortedByKey(byWord, (i) => lowerPlaces[counted.prefixes[i] ?? 0] ?? 0, lowerLength);
    sorted.push(byPrefix.items);
    firsts.push(byPrefix.starts);
    places = new Int32Array(counted.length).fill(-1);
    for (const [place, i] of byPrefix.items.entries()) places[i] = place;
  }
  return orders.map(({ counted, probabilities, backoffs }, index): OrderTables => {
    const items = sorted[index] ?? new Int32Array(0);
    return {
      words: Uint32Array.from(items, (i) => counted.words[i] ?? 0),
      logProbs: Float32Array.from(items, (i) => Math.log(probabilities[i] ?? 0)),
      backoffs:
        backoffs.length === 0
          ? new Float32Array(0)
          : Float32Array.from(items, (i) => Math.log(Math.max(backoffs[i] ?? 1, lowestBackoff))),
      firstExtensions: firsts[index] ?? new Uint32Array(0),
    };
  });
}

/** Counting sort, stable. `starts` tells where each key begins, with one more at the end. */
function sortedByKey(
  items: Int32Array,
  keyOf: (item: number) => number,
  keyCount: number,
): { items: Int32Array; starts: Uint32Array } {
  const starts = new Uint32Array(keyCount + 1);
  for (const item of items) starts[keyOf(item) + 1] = (starts[keyOf(item) + 1] ?? 0) + 1;
  for (let key = 0; key < keyCount; key++) starts[key + 1] = (starts[key + 1] ?? 0) + (starts[key] ?? 0);
  const next = starts.slice();
  const sorted = new Int32Array(items.length);
  for (const item of items) {
    const place = next[keyOf(item)] ?? 0;
    sorted[place] = item;
    next[keyOf(item)] = place + 1;
  }
  return { items: sorted, starts };
}
