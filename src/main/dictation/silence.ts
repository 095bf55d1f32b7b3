import type { Take } from '../../contract/transcript';
import { takeSampleRateHz } from '../../platform/audio/takeWav';

/** Longer takes are kept, whatever is in them: who waits that long may have spoken. */
const longestSeconds = 5;
/** RMS of 60 ms, in dBFS; `recordingChecks` calls speech that is not louder too quiet. */
const loudDbfs = -45;
/** The button that stops a take is heard in it, for two levels at most; the shortest word lasts for more. */
const mostLoudLevels = 2;
/** Behind the last level, which come every 60 ms, there may be as much that nobody has measured. */
const unmeasuredSamples = 2 * 960;

/** Listens to a take and tells, at its end, whether nobody can have said anything in it. */
export class Silence {
  #loudLevels = 0;
  #measuredSamples = 0;
  #isDoubted = false;

  /** @param keptSamples how much of the take there is, all of it measured */
  hear(rmsDbfs: number, keptSamples: number): void {
    if (rmsDbfs > loudDbfs) this.#loudLevels += 1;
    this.#measuredSamples = Math.max(this.#measuredSamples, keptSamples);
  }

  /** Words were heard, surely or not, the microphone was lost, or the app ends: the take is to be kept in any case. */
  doubt(): void {
    this.#isDoubted = true;
  }

  /** Of the take as it is kept. One that was not heard to its end may hold words that nobody knows. */
  isIn({ utterances, seconds, isCutOff }: Take): boolean {
    const isMeasured = seconds * takeSampleRateHz - this.#measuredSamples <= unmeasuredSamples;
    const isQuiet = isMeasured && this.#loudLevels <= mostLoudLevels;
    const isWhole = isCutOff === undefined && !this.#isDoubted;
    return isQuiet && isWhole && seconds <= longestSeconds && utterances.length === 0;
  }
}
