/** The scores of one utterance inside a batch: row `rows[t]` of `logits` belongs to its timestep t. */
export interface CtcInput {
  /** [any number of rows, labelCount], before softmax. */
  readonly logits: Float32Array;
  readonly labelCount: number;
  readonly rows: Int32Array;
  /** What was said; no blanks, which are label `labelCount` − 1. */
  readonly target: Int32Array;
}

/** Fewest timesteps in which a target can be said: a repeated label needs a blank between. */
export function fewestTimesteps(target: Int32Array): number {
  let repeats = 0;
  for (let index = 1; index < target.length; index += 1) if (target[index] === target[index - 1]) repeats += 1;
  return target.length + repeats;
}

/** No label counts as less likely than e to this power, so that a network that is very sure of something else can still be taught. */
const lowestLogProb = -300;

/**
 * Connectionist temporal classification (Graves et al. 2006 §4): −log of the summed probability of all alignments of the
 * target, and its gradient with respect to the logits, softmax − posterior (their equation 16).
 *
 * The recursions run on probabilities that are scaled to sum to one at each timestep, as in §4.1, which takes a fifth of the
 * time that logarithms take. States from which the end is out of reach are left out of the sums, so that nothing that
 * matters underflows.
 *
 * @param gradient same shape as `logits`; only this utterance's rows are written
 * @returns the loss in nats, or null where the target does not fit into the timesteps (no gradient then)
 */
export function ctcLoss(input: CtcInput, gradient: Float32Array): number | null {
  const { labelCount, rows, target } = input;
  for (const row of rows) gradient.fill(0, row * labelCount, (row + 1) * labelCount);
  if (rows.length === 0 || fewestTimesteps(target) > rows.length) return null;
  const states = statesOf(target, labelCount - 1);
  const lattice: Lattice = { labelCount, states, maySkip: skipsInto(states), probs: softmaxRows(input) };
  const forward = runForward(lattice, rows.length);
  writeGradient(lattice, forward, rows, gradient);
  return -forward.scales.reduce((sum, scale) => sum + Math.log(scale), 0);
}

interface Lattice {
  readonly labelCount: number;
  /** Label of each state: blank, first label, blank, second label, … blank. */
  readonly states: Int32Array;
  /** 1 where a path may jump over the blank before the state. */
  readonly maySkip: Uint8Array;
  /** Softmax of the logits, [timesteps, labelCount]. */
  readonly probs: Float64Array;
}

interface Forward {
  /** α of every timestep and state over the sum at that timestep, including the emission, [timesteps, states]. */
  readonly alpha: Float64Array;
  /** That sum, [timesteps]; their product is the likelihood. */
  readonly scales: Float64Array;
}

function statesOf(target: Int32Array, blank: number): Int32Array {
  return Int32Array.from({ length: 2 * target.length + 1 }, (_, state) =>
    state % 2 === 0 ? blank : target[(state - 1) / 2]!,
  );
}

const skipsInto = (states: Int32Array): Uint8Array =>
  Uint8Array.from(states, (label, state) => (state % 2 === 1 && state > 1 && label !== states[state - 2] ? 1 : 0));

function softmaxRows({ logits, labelCount, rows }: CtcInput): Float64Array {
  const probs = new Float64Array(rows.length * labelCount);
  rows.forEach((row, timestep) => {
    const from = row * labelCount;
    const to = timestep * labelCount;
    let highest = -Infinity;
    for (let label = 0; label < labelCount; label += 1) highest = Math.max(highest, logits[from + label]!);
    let sum = 0;
    for (let label = 0; label < labelCount; label += 1) {
      const value = Math.exp(Math.max(logits[from + label]! - highest, lowestLogProb));
      probs[to + label] = value;
      sum += value;
    }
    for (let label = 0; label < labelCount; label += 1) probs[to + label]! /= sum;
  });
  return probs;
}

/** First state from which the end can still be reached when `left` timesteps follow. */
const firstUsefulState = (stateCount: number, left: number): number => Math.max(0, stateCount - 2 - 2 * left);

/** One past the last state that can be reached at a timestep. */
const reachedStates = (stateCount: number, timestep: number): number => Math.min(stateCount, 2 * timestep + 2);

function runForward({ labelCount, states, maySkip, probs }: Lattice, timesteps: number): Forward {
  const count = states.length;
  const alpha = new Float64Array(timesteps * count);
  const scales = new Float64Array(timesteps);
  for (let timestep = 0; timestep < timesteps; timestep += 1) {
    const now = timestep * count;
    const before = now - count;
    const begin = firstUsefulState(count, timesteps - 1 - timestep);
    const end = reachedStates(count, timestep);
    let sum = 0;
    for (let state = begin; state < end; state += 1) {
      let reached = timestep === 0 ? 1 : alpha[before + state]!;
      if (timestep > 0 && state > 0) reached += alpha[before + state - 1]!;
      if (maySkip[state] === 1) reached += alpha[before + state - 2]!;
      const value = reached * probs[timestep * labelCount + states[state]!]!;
      alpha[now + state] = value;
      sum += value;
    }
    scales[timestep] = sum;
    for (let state = begin; state < end; state += 1) alpha[now + state]! /= sum;
  }
  return { alpha, scales };
}

/** Runs β backwards, scaled as α is, and turns α·β into label posteriors as it goes. */
function writeGradient(lattice: Lattice, { alpha, scales }: Forward, rows: Int32Array, gradient: Float32Array): void {
  const { labelCount, states, probs } = lattice;
  const count = states.length;
  const posteriors = new Float64Array(labelCount);
  let beta = new Float64Array(count).fill(1, Math.max(0, count - 2));
  let spare = new Float64Array(count);
  for (let timestep = rows.length - 1; timestep >= 0; timestep -= 1) {
    const begin = firstUsefulState(count, rows.length - 1 - timestep);
    const end = reachedStates(count, timestep);
    posteriors.fill(0);
    for (let state = begin; state < end; state += 1) {
      posteriors[states[state]!]! += alpha[timestep * count + state]! * beta[state]!;
    }
    const place = rows[timestep]! * labelCount;
    const emissions = timestep * labelCount;
    for (let label = 0; label < labelCount; label += 1) {
      gradient[place + label] = probs[emissions + label]! - posteriors[label]!;
    }
    stepBack(lattice, beta, { into: spare, emissions, scale: 1 / scales[timestep]! });
    [beta, spare] = [spare, beta];
  }
}

interface BackStep {
  readonly into: Float64Array;
  /** Where the later timestep begins in `probs`. */
  readonly emissions: number;
  readonly scale: number;
}

/** β a timestep earlier: the probability of all that follows, emissions from the later timestep on. */
function stepBack(
  { states, maySkip, probs }: Lattice,
  later: Float64Array,
  { into, emissions, scale }: BackStep,
): void {
  const count = states.length;
  // Each state is read by three: what it emits is worked out once, from the last state to the first.
  let next = 0;
  let afterNext = 0;
  for (let state = count - 1; state >= 0; state -= 1) {
    const own = later[state]! * probs[emissions + states[state]!]! * scale;
    into[state] = own + next + (maySkip[state + 2] === 1 ? afterNext : 0);
    afterNext = next;
    next = own;
  }
}
