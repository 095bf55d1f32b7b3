import type { Alphabet } from '../../src/core/alphabet';
import { alignWords } from '../../src/core/voice/alignWords';
import type { Example } from '../../src/core/training/batches';
import type { Random } from '../../src/core/training/random';

/** A place between two words of a recording: the share of its time that lies before it, and the letters before the space there. */
export interface WordGap {
  readonly timeShare: number;
  readonly letters: number;
}

/**
 * Where a recording can be cut without cutting a word: the middles of the gaps that an alignment with its text finds.
 *
 * @param logProbs natural-log posteriors of the whole recording, [labels] a timestep
 */
export function wordGapsOf(logProbs: readonly Float32Array[], text: string, alphabet: Alphabet): WordGap[] {
  const words = alignWords(logProbs, text, alphabet) ?? [];
  let letters = -1;
  return words.slice(0, -1).map(({ text: word, lastTimestep }, index) => {
    letters += word.length + 1;
    const middle = (lastTimestep + 1 + words[index + 1]!.firstTimestep) / 2;
    return { timeShare: middle / logProbs.length, letters };
  });
}

/** A recording, and where it may be cut. */
export interface CuttableExample {
  readonly example: Example;
  readonly gaps: readonly WordGap[];
}

/**
 * Joins the beginning of each recording with the end of another one of the same voice (aligned data augmentation: Lam et al. 2021): the
 * sounds stay, the sentences do not, so that they cannot be learnt by heart. What has no gap stays as it is.
 *
 * @param frameSize values of a frame
 * @returns as many examples, together as long
 */
export function crossedOver(examples: readonly CuttableExample[], frameSize: number, random: Random): Example[] {
  const whole = examples.filter(({ gaps }) => gaps.length === 0).map(({ example }) => example);
  const halves = examples
    .filter(({ gaps }) => gaps.length > 0)
    .map(({ example, gaps }) => cut(example, gaps[random.integer(0, gaps.length - 1)]!, frameSize));
  const tails = random.shuffled(halves);
  return [...whole, ...halves.map(({ head }, index) => joined(head, tails[index]!.tail))];
}

function cut(
  { frames, target }: Example,
  { timeShare, letters }: WordGap,
  frameSize: number,
): Record<'head' | 'tail', Example> {
  const place = Math.round((timeShare * frames.length) / frameSize) * frameSize;
  // The space between the two words goes with the first half.
  return {
    head: { frames: frames.subarray(0, place), target: target.subarray(0, letters + 1) },
    tail: { frames: frames.subarray(place), target: target.subarray(letters + 1) },
  };
}

function joined(head: Example, tail: Example): Example {
  const frames = new Float32Array(head.frames.length + tail.frames.length);
  frames.set(head.frames);
  frames.set(tail.frames, head.frames.length);
  return { frames, target: Int32Array.of(...head.target, ...tail.target) };
}
