import { sampleRateHz } from '../core/audio/pcm';

const windowMilliseconds = 1000;
/** 20 ms. Clocks that differ by 200 parts in a million, more than sound cards do, make 3 samples a second. */
const smallestLossSamples = 320;

/**
 * Counts the samples that a source lost: those for which time has passed and that never came. PortAudio tells nobody.
 *
 * A chunk that is late says nothing, it may be waiting; so what counts is the best of each second: how far the samples that came
 * were behind the clock when they were least behind. Where that grows from one second to the next by more than clocks differ,
 * samples are missing; where it shrinks, they were only late. Knows a loss after at most two seconds.
 */
export class LossMeter {
  #samples = 0;
  #lost = 0;
  #windowEnd: number | null = null;
  /** Of this second and the one before: how many samples fewer than the clock says, at best. */
  #behind = Infinity;
  #behindBefore: number | null = null;

  /** @param atMilliseconds when they came, on a clock that never goes back */
  push(sampleCount: number, atMilliseconds: number): void {
    this.#samples += sampleCount;
    this.#windowEnd ??= atMilliseconds + windowMilliseconds;
    if (atMilliseconds >= this.#windowEnd) {
      this.#closeWindow();
      this.#windowEnd = atMilliseconds + windowMilliseconds;
    }
    this.#behind = Math.min(this.#behind, (atMilliseconds / 1000) * sampleRateHz - this.#samples);
  }

  get lostSamples(): number {
    return Math.round(this.#lost);
  }

  #closeWindow(): void {
    const grown = this.#behind - (this.#behindBefore ?? this.#behind);
    if (Math.abs(grown) > smallestLossSamples) this.#lost = Math.max(0, this.#lost + grown);
    this.#behindBefore = this.#behind;
    this.#behind = Infinity;
  }
}
