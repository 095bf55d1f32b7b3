/** A prediction and what came of it. */
export interface Outcome {
  /** 0 … 1. */
  readonly predicted: number;
  readonly isRight: boolean;
}

/** Outcomes that were predicted alike. */
export interface ReliabilityRow {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Means. */
  readonly predicted: number;
  readonly right: number;
}

const rightOf = ({ isRight }: { readonly isRight: boolean }): number => (isRight ? 1 : 0);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Ten rows of equal width, those without outcomes left out. */
export function reliabilityTable(outcomes: readonly Outcome[]): ReliabilityRow[] {
  return Array.from({ length: 10 }, (_, index) => {
    const within = outcomes.filter(({ predicted }) => Math.min(9, Math.floor(10 * predicted)) === index);
    return {
      from: index / 10,
      to: (index + 1) / 10,
      count: within.length,
      predicted: mean(within.map(({ predicted }) => predicted)),
      right: mean(within.map(rightOf)),
    };
  }).filter(({ count }) => count > 0);
}

/** How far predictions are from what came, on average over the outcomes (expected calibration error; Guo et al. 2017). */
export function calibrationError(outcomes: readonly Outcome[]): number {
  const gaps = reliabilityTable(outcomes).map(({ count, predicted, right }) => count * Math.abs(predicted - right));
  return gaps.reduce((sum, gap) => sum + gap, 0) / outcomes.length;
}

/** The share of pairs of a right and a wrong outcome in which the right one was predicted higher (area under the ROC curve). */
export function discrimination(outcomes: readonly Outcome[]): number {
  const sorted = [...outcomes].sort((a, b) => a.predicted - b.predicted || rightOf(b) - rightOf(a));
  let wrong = 0;
  let pairs = 0;
  for (const { isRight } of sorted) {
    if (isRight) pairs += wrong;
    else wrong += 1;
  }
  return pairs / (wrong * (sorted.length - wrong));
}

export interface Example {
  readonly terms: readonly number[];
  readonly isRight: boolean;
}

/** Logistic regression by Newton's method: the weights of the terms. A little ridge keeps it finite where all are right. */
export function fitLogistic(examples: readonly Example[]): number[] {
  const size = examples[0]?.terms.length ?? 0;
  let weights = new Array<number>(size).fill(0);
  for (let round = 0; round < 30; round += 1) {
    const gradient = weights.map((weight) => ridge * weight);
    const curvature = weights.map((_, i) => weights.map((__, j) => (i === j ? ridge : 0)));
    for (const example of examples) addSlopes(example, weights, { gradient, curvature });
    const step = solve(curvature, gradient);
    weights = weights.map((weight, i) => weight - step[i]!);
  }
  return weights;
}

const ridge = 1e-3;

interface Slopes {
  readonly gradient: number[];
  readonly curvature: readonly number[][];
}

function addSlopes({ terms, isRight }: Example, weights: readonly number[], { gradient, curvature }: Slopes): void {
  const predicted = logistic(terms, weights);
  const miss = predicted - (isRight ? 1 : 0);
  for (const [i, term] of terms.entries()) {
    gradient[i]! += term * miss;
    for (const [j, other] of terms.entries()) curvature[i]![j]! += term * other * predicted * (1 - predicted);
  }
}

export const logistic = (terms: readonly number[], weights: readonly number[]): number =>
  1 / (1 + Math.exp(-terms.reduce((sum, term, i) => sum + term * (weights[i] ?? 0), 0)));

/** Gauss–Jordan, for a matrix that is positive definite. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
  for (const [i, pivotRow] of rows.entries()) {
    const pivot = pivotRow[i]!;
    for (const [j, value] of pivotRow.entries()) pivotRow[j] = value / pivot;
    for (const row of rows) {
      if (row === pivotRow) continue;
      const factor = row[i]!;
      for (const [j, value] of pivotRow.entries()) row[j]! -= factor * value;
    }
  }
  return rows.map((row) => row.at(-1)!);
}
