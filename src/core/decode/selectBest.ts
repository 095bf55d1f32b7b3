/**
 * Reorders `items` (with their `scores` alongside) so that the `count` best of the first `length` come first, in no particular
 * order. Equal scores are told apart by item, so that the result does not depend on the order given. Hoare's quickselect.
 */
export function selectBest(items: Int32Array, scores: Float64Array, length: number, count: number): void {
  let low = 0;
  let high = length - 1;
  while (low < high) {
    const [right, left] = partition(items, scores, low, high);
    if (count - 1 > right && count - 1 < left) return;
    if (count - 1 <= right) high = right;
    else low = left;
  }
}

/** Splits low … high at a pivot: better ones up to the first index returned, worse ones from the second on. */
function partition(items: Int32Array, scores: Float64Array, low: number, high: number): [number, number] {
  const pivotScore = scores[(low + high) >> 1] ?? 0;
  const pivotItem = items[(low + high) >> 1] ?? 0;
  let left = low;
  let right = high;
  while (left <= right) {
    while (isBetter(at(scores, left), at(items, left), pivotScore, pivotItem)) left += 1;
    while (isBetter(pivotScore, pivotItem, at(scores, right), at(items, right))) right -= 1;
    if (left <= right) swap(items, scores, left++, right--);
  }
  return [right, left];
}

const isBetter = (score: number, item: number, otherScore: number, otherItem: number): boolean =>
  score > otherScore || (score === otherScore && item < otherItem);

function swap(items: Int32Array, scores: Float64Array, a: number, b: number): void {
  const item = items[a] ?? 0;
  const score = scores[a] ?? 0;
  items[a] = items[b] ?? 0;
  scores[a] = scores[b] ?? 0;
  items[b] = item;
  scores[b] = score;
}

const at = (values: Int32Array | Float64Array, index: number): number => values[index] ?? 0;
