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

/**
 * Connectionist temporal classification (Graves et al. 2006 §4), in natural logs: −log of the summed probability of all
 * alignments of the target, and its gradient with respect to the logits, softmax − posterior (their equation 16).
 *
 * @param gradient same shape as `logits`; only this utterance's rows are written
 * @returns the loss in nats, or null where the target does not fit into the timesteps (the gradient rows are zero then)
 */
export function ctcLoss(input: CtcInput, gradient: Float32Array): number | null {
  const { labelCount, rows, target } = input;
  for (const row of rows) gradient.fill(0, row * labelCount, (row + 1) * labelCount);
  if (rows.length === 0 || fewestTimesteps(target) > rows.length) return null;
  const logProbs = logSoftmaxRows(input);
  const states = statesOf(target, labelCount - 1);
  const forward = forwardLogs(logProbs, states, labelCount);
  const last = forward.length - 1;
  const logLikelihood = logSum(forward[last]!, states.length > 1 ? forward[last - 1]! : -Infinity, -Infinity);
  writeGradient({ input, logProbs, states, forward, logLikelihood }, gradient);
  return -logLikelihood;
}

/** Blank, first label, blank, second label, … blank. */
function statesOf(target: Int32Array, blank: number): Int32Array {
  return Int32Array.from({ length: 2 * target.length + 1 }, (_, state) =>
    state % 2 === 0 ? blank : target[(state - 1) / 2]!,
  );
}

function logSoftmaxRows({ logits, labelCount, rows }: CtcInput): Float64Array {
  const logProbs = new Float64Array(rows.length * labelCount);
  rows.forEach((row, timestep) => {
    let highest = -Infinity;
    for (let label = 0; label < labelCount; label += 1) highest = Math.max(highest, logits[row * labelCount + label]!);
    let sum = 0;
    for (let label = 0; label < labelCount; label += 1) sum += Math.exp(logits[row * labelCount + label]! - highest);
    const logSum = highest + Math.log(sum);
    for (let label = 0; label < labelCount; label += 1) {
      logProbs[timestep * labelCount + label] = logits[row * labelCount + label]! - logSum;
    }
  });
  return logProbs;
}

/** Whether a path may jump over the blank before `state`. */
const maySkipInto = (states: Int32Array, state: number): boolean =>
  state % 2 === 1 && state > 1 && states[state] !== states[state - 2];

/** First state from which the end can still be reached when `left` timesteps follow. */
const firstUsefulState = (stateCount: number, left: number): number => Math.max(0, stateCount - 2 - 2 * left);

/** α of every timestep and state, including the emission at that timestep; shape [timesteps, states]. */
function forwardLogs(logProbs: Float64Array, states: Int32Array, labelCount: number): Float64Array {
  const timesteps = logProbs.length / labelCount;
  const count = states.length;
  const forward = new Float64Array(timesteps * count).fill(-Infinity);
  forward[0] = logProbs[states[0]!]!;
  if (count > 1) forward[1] = logProbs[states[1]!]!;
  for (let timestep = 1; timestep < timesteps; timestep += 1) {
    const now = timestep * count;
    const before = now - count;
    const end = Math.min(count, 2 * timestep + 2);
    for (let state = firstUsefulState(count, timesteps - 1 - timestep); state < end; state += 1) {
      const stays = forward[before + state]!;
      const moves = state > 0 ? forward[before + state - 1]! : -Infinity;
      const skips = maySkipInto(states, state) ? forward[before + state - 2]! : -Infinity;
      forward[now + state] = logSum(stays, moves, skips) + logProbs[timestep * labelCount + states[state]!]!;
    }
  }
  return forward;
}

interface Aligned {
  readonly input: CtcInput;
  readonly logProbs: Float64Array;
  readonly states: Int32Array;
  readonly forward: Float64Array;
  readonly logLikelihood: number;
}

/** Runs β backwards, one timestep at a time, and turns α·β into label posteriors as it goes. */
function writeGradient({ input, logProbs, states, forward, logLikelihood }: Aligned, gradient: Float32Array): void {
  const { labelCount, rows } = input;
  const count = states.length;
  let backward = new Float64Array(count).fill(-Infinity);
  backward[count - 1] = 0;
  if (count > 1) backward[count - 2] = 0;
  for (let timestep = rows.length - 1; timestep >= 0; timestep -= 1) {
    const emissions = timestep * labelCount;
    const gradients = rows[timestep]! * labelCount;
    for (let label = 0; label < labelCount; label += 1)
      gradient[gradients + label] = Math.exp(logProbs[emissions + label]!);
    const end = Math.min(count, 2 * timestep + 2);
    for (let state = firstUsefulState(count, rows.length - 1 - timestep); state < end; state += 1) {
      const logPosterior = forward[timestep * count + state]! + backward[state]! - logLikelihood;
      if (logPosterior > -50) gradient[gradients + states[state]!]! -= Math.exp(logPosterior);
    }
    if (timestep > 0)
      backward = backwardBefore(backward, states, logProbs.subarray(emissions, emissions + labelCount), 2 * timestep);
  }
}

/**
 * β a timestep earlier: the log probability of all that follows, emissions from the later timestep on. Only states below
 * `end` can have been reached by then.
 */
function backwardBefore(
  later: Float64Array,
  states: Int32Array,
  logProbs: Float64Array,
  end: number,
): Float64Array<ArrayBuffer> {
  const count = states.length;
  const earlier = new Float64Array(count).fill(-Infinity);
  for (let state = 0; state < Math.min(count, end); state += 1) {
    const stays = later[state]! + logProbs[states[state]!]!;
    const moves = state + 1 < count ? later[state + 1]! + logProbs[states[state + 1]!]! : -Infinity;
    const mayLeap = state + 2 < count && maySkipInto(states, state + 2);
    const skips = mayLeap ? later[state + 2]! + logProbs[states[state + 2]!]! : -Infinity;
    earlier[state] = logSum(stays, moves, skips);
  }
  return earlier;
}

/** log(exp(a) + exp(b) + exp(c)); what is e^-36 below the largest is below the precision of a double. */
function logSum(a: number, b: number, c: number): number {
  const highest = Math.max(a, b, c);
  if (highest === -Infinity) return highest;
  let sum = 0;
  if (a > highest - 36) sum += Math.exp(a - highest);
  if (b > highest - 36) sum += Math.exp(b - highest);
  if (c > highest - 36) sum += Math.exp(c - highest);
  return highest + Math.log(sum);
}
