/**
 * Which word of a reference stands beside which of a hypothesis on a way of fewest edits (Levenshtein 1966): pairs of places, equal words
 * and replaced ones. O(n · m) time and memory.
 */
export function wordPairs(reference: readonly string[], hypothesis: readonly string[]): [number, number][] {
  const width = hypothesis.length + 1;
  // costs[i·width + j]: of turning reference[i…] into hypothesis[j…].
  const costs = new Uint32Array((reference.length + 1) * width);
  const cost = (i: number, j: number): number => costs[i * width + j]!;
  const change = (i: number, j: number): number => (reference[i] === hypothesis[j] ? 0 : 1);
  for (let i = reference.length; i >= 0; i -= 1) {
    for (let j = hypothesis.length; j >= 0; j -= 1) {
      if (i === reference.length || j === hypothesis.length)
        costs[i * width + j] = reference.length - i + hypothesis.length - j;
      else costs[i * width + j] = Math.min(cost(i + 1, j + 1) + change(i, j), cost(i + 1, j) + 1, cost(i, j + 1) + 1);
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < reference.length && j < hypothesis.length;) {
    if (cost(i, j) === cost(i + 1, j + 1) + change(i, j)) pairs.push([i++, j++]);
    else if (cost(i, j) === cost(i + 1, j) + 1) i += 1;
    else j += 1;
  }
  return pairs;
}
