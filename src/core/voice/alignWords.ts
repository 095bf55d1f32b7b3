import type { Alphabet } from '../alphabet';

/** Where a word of a text lies in a recording, and how well it fits there. */
export interface FoundWord {
  readonly text: string;
  readonly firstTimestep: number;
  readonly lastTimestep: number;
  /**
   * How much less likely, in nats a letter, its letters are than the likeliest labels at the same timesteps: 0 where the network
   * hears just this word.
   */
  readonly shortfall: number;
}

/**
 * Forced alignment: the likeliest path through blanks and letters that spells a text (Viterbi over the states of Graves et al.
 * 2006 §4.1), cut into words at the spaces.
 *
 * @param logProbs natural-log posteriors, [labels] a timestep
 * @param text words of the alphabet with one space between
 * @returns null where the text has more letters than there are timesteps
 */
export function alignWords(logProbs: readonly Float32Array[], text: string, alphabet: Alphabet): FoundWord[] | null {
  const target = alphabet.encode(text);
  if (target === null) throw new RangeError(`the alphabet does not spell “${text}”`);
  const states = Int32Array.from({ length: 2 * target.length + 1 }, (_, state) =>
    state % 2 === 0 ? alphabet.blank : target[(state - 1) / 2]!,
  );
  const path = likeliestPath(logProbs, states);
  return path === null ? null : cutIntoWords(path, logProbs, { states, text });
}

/** The state of each timestep. */
function likeliestPath(logProbs: readonly Float32Array[], states: Int32Array): Int32Array | null {
  const count = states.length;
  /** How many states back each state was come to from, [timesteps, states]. */
  const steps = logProbs.map(() => new Uint8Array(count));
  let scores = new Float64Array(count).fill(-Infinity);
  logProbs.forEach((row, timestep) => {
    const next = new Float64Array(count).fill(-Infinity);
    states.forEach((label, state) => {
      const { score, back } = bestWayTo(scores, states, state);
      const begins = timestep === 0 && state < 2;
      next[state] = (begins ? 0 : score) + row[label]!;
      steps[timestep]![state] = begins ? 0 : back;
    });
    scores = next;
  });
  let state = count > 1 && scores[count - 2]! > scores[count - 1]! ? count - 2 : count - 1;
  if (!Number.isFinite(scores[state]!)) return null;
  const path = new Int32Array(logProbs.length);
  for (let timestep = logProbs.length - 1; timestep >= 0; timestep -= 1) {
    path[timestep] = state;
    state -= steps[timestep]![state]!;
  }
  return path;
}

/** From itself, from the state before, or over a blank from another letter. */
function bestWayTo(scores: Float64Array, states: Int32Array, state: number): { score: number; back: number } {
  const isOverBlank = state % 2 === 1 && states[state] !== states[state - 2];
  let [score, back] = [scores[state]!, 0];
  for (const way of isOverBlank ? [1, 2] : [1]) {
    const other = scores[state - way] ?? -Infinity;
    if (other > score) [score, back] = [other, way];
  }
  return { score, back };
}

interface Spelt {
  readonly states: Int32Array;
  readonly text: string;
}

function cutIntoWords(path: Int32Array, logProbs: readonly Float32Array[], { states, text }: Spelt): FoundWord[] {
  const words: FoundWord[] = [];
  let firstLetter = 0;
  for (const word of text.split(' ')) {
    const first = path.findIndex((state) => state >= 2 * firstLetter + 1);
    const last = path.findLastIndex((state) => state <= 2 * (firstLetter + word.length) - 1);
    let shortfall = 0;
    for (let timestep = first; timestep <= last; timestep += 1) {
      const row = logProbs[timestep]!;
      shortfall += Math.max(...row) - row[states[path[timestep]!]!]!;
    }
    words.push({ text: word, firstTimestep: first, lastTimestep: last, shortfall: shortfall / word.length });
    firstLetter += word.length + 1;
  }
  return words;
}
