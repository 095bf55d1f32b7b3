/** Why words may be missing or wrong: no sound arrives, it is too loud, or it holds no words; or the last ones are waited for. */
export type Hint = 'silent' | 'clipping' | 'no-words' | 'last-words';

/** Below this a microphone is muted, or not the one that is spoken into. */
const silentDbfs = -60;
const hintMilliseconds = 5000;
/** A peak this high has been cut off. */
const clippedDbfs = -0.1;
/** So many such levels, of 60 ms each, within the time of a hint are no accident. */
const clippedLevels = 4;

/** Follows the sound and the words of a take, and tells what to say of them. Times are in milliseconds, of one clock. */
export class SoundHint {
  #lastWordsAt = 0;
  #quietSince: number | null = null;
  /** When the sound was cut off lately, oldest first. */
  #clippedAt: number[] = [];

  begin(now: number): void {
    this.#lastWordsAt = now;
    this.#quietSince = null;
    this.#clippedAt = [];
  }

  hearWords(now: number): void {
    this.#lastWordsAt = now;
  }

  hearLevel(level: { readonly rmsDbfs: number; readonly peakDbfs: number }, now: number): void {
    if (level.peakDbfs >= clippedDbfs) this.#clippedAt = [...this.#clippedAt, now].slice(-clippedLevels);
    if (level.rmsDbfs >= silentDbfs) this.#quietSince = null;
    else this.#quietSince ??= now;
  }

  at(now: number): Hint | null {
    const isClipping = this.#clippedAt.filter((time) => now - time < hintMilliseconds).length >= clippedLevels;
    if (this.#quietSince !== null && now - this.#quietSince >= hintMilliseconds) return 'silent';
    if (isClipping) return 'clipping';
    return now - this.#lastWordsAt >= hintMilliseconds ? 'no-words' : null;
  }
}
