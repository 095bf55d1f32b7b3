/** How a hypothesis differs from its reference, by the fewest edits; `length` is that of the reference. */
export interface EditCounts {
  readonly substitutions: number;
  readonly insertions: number;
  readonly deletions: number;
  readonly length: number;
}

/**
 * The fewest edits that turn `reference` into `hypothesis` (Levenshtein 1966), by kind; of equally short ways the one with the
 * most substitutions. O(n · m) time, O(m) memory.
 */
export function countEdits(reference: readonly string[], hypothesis: readonly string[]): EditCounts {
  const columns = hypothesis.length + 1;
  let above = Float64Array.from({ length: columns }, (_, column) => column * editCost);
  for (const [row, symbol] of reference.entries()) {
    const costs = new Float64Array(columns).fill((row + 1) * editCost, 0, 1);
    for (let column = 1; column < columns; column += 1) {
      const change = symbol === hypothesis[column - 1] ? 0 : substitutionCost;
      const corner = (above[column - 1] ?? 0) + change;
      costs[column] = Math.min(corner, (above[column] ?? 0) + editCost, (costs[column - 1] ?? 0) + editCost);
    }
    above = costs;
  }
  return byKind(above[columns - 1] ?? 0, reference.length, hypothesis.length);
}

/** One edit and one substitution in a single number, exact up to a million substitutions, so that their order is that of costs. */
const editCost = 2 ** 20;
const substitutionCost = editCost - 1;

/** Insertions and deletions follow from their sum and from the difference of the lengths. */
function byKind(cost: number, length: number, hypothesisLength: number): EditCounts {
  const edits = Math.ceil(cost / editCost);
  const substitutions = edits * editCost - cost;
  const insertions = (edits - substitutions + hypothesisLength - length) / 2;
  return { substitutions, insertions, deletions: edits - substitutions - insertions, length };
}

export const editsOf = (counts: EditCounts): number => counts.substitutions + counts.insertions + counts.deletions;
