import type { TranscriptionQueue } from '../../contract/transcription';
import type { SoundProgress } from './supervisedTranscriber';

type Shown = Pick<TranscriptionQueue['jobs'][number], 'doneSeconds' | 'totalSeconds' | 'leftSeconds'>;

/** Of a sound that is not heard yet. */
export const notBegun: Shown = { doneSeconds: 0, totalSeconds: null, leftSeconds: null };

/**
 * How far the hearing of one sound is, and how long it will still take at the pace that it has had: without pauses, and without what was
 * there before, which costs nothing to hear.
 */
export class HearingPace {
  readonly #now: () => number;
  #progress: SoundProgress | null = null;
  #workedMilliseconds = 0;
  /** Null while it does not work. */
  #since: number | null;

  /** @param now milliseconds */
  constructor(now: () => number) {
    this.#now = now;
    this.#since = now();
  }

  hear(progress: SoundProgress): void {
    this.#progress = progress;
    // Up to here the model was loaded and the place found.
    if (progress.doneSeconds === progress.earlierSeconds) this.#restart();
  }

  pause(): void {
    this.#workedMilliseconds = this.#worked;
    this.#since = null;
  }

  resume(): void {
    this.#since ??= this.#now();
  }

  get shown(): Shown {
    if (this.#progress === null) return notBegun;
    const { doneSeconds, earlierSeconds, totalSeconds } = this.#progress;
    const heardSeconds = doneSeconds - earlierSeconds;
    if (totalSeconds === null || heardSeconds === 0) return { doneSeconds, totalSeconds, leftSeconds: null };
    const leftSeconds = (Math.max(0, totalSeconds - doneSeconds) * this.#worked) / 1000 / heardSeconds;
    return { doneSeconds, totalSeconds, leftSeconds };
  }

  get #worked(): number {
    return this.#workedMilliseconds + (this.#since === null ? 0 : this.#now() - this.#since);
  }

  #restart(): void {
    this.#workedMilliseconds = 0;
    if (this.#since !== null) this.#since = this.#now();
  }
}
