/** Places of the pauses that are seen, counted from the word: 0 is the one behind it. */
const [firstPause, pauses] = [-4, 7];
/** What the pause behind the word is compared with, in seconds. */
const steps = [0.1, 0.2, 0.35, 0.5, 0.8, 1.2];
const longPauseSeconds = 0.25;
const longestPauseSeconds = 5;
/** Seconds a letter of ordinary speech. */
const ordinaryRate = 0.07;

/** How many numbers `pauseNumbers` makes. */
export const pauseCount = 3;
/** How many numbers `timeNumbers` makes. */
export const timeCount = pauseCount * pauses + steps.length + 1;

/**
 * Whether a pause is known, its logarithm and whether it is long.
 *
 * @param pause in seconds; null where it is not known
 */
export function pauseNumbers(pause: number | null): readonly [number, number, number] {
  if (pause === null) return [0, 0, 0];
  const seconds = within(pause, 0, longestPauseSeconds);
  return [1, Math.log(seconds + 0.05) - Math.log(0.05), seconds > longPauseSeconds ? 1 : 0];
}

/**
 * What times tell of a word: of the pauses around whether each is known, its logarithm and whether it is long; how long the one behind it
 * is; and how slowly it was said.
 *
 * @param pauseAt seconds between the word so many places on and the next; null where that is not known
 * @param secondsALetter of the word
 * @returns [timeCount]
 */
export function timeNumbers(pauseAt: (place: number) => number | null, secondsALetter: number): Float32Array {
  const numbers = new Float32Array(timeCount);
  for (let index = 0; index < pauses; index += 1) {
    for (const [kind, number] of pauseNumbers(pauseAt(firstPause + index)).entries())
      numbers[kind * pauses + index] = number;
  }
  const here = pauseAt(0);
  if (here !== null) {
    const seconds = within(here, 0, longestPauseSeconds);
    for (const [index, step] of steps.entries())
      numbers[pauseCount * pauses + index] = within((seconds - step) / (0.5 * step), -1, 1);
  }
  numbers[timeCount - 1] = within(Math.log(within(secondsALetter, 0.02, 0.3) / ordinaryRate), -1.5, 1.5);
  return numbers;
}

const within = (value: number, lowest: number, highest: number): number => Math.min(highest, Math.max(lowest, value));
