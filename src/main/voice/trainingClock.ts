import type { TrainingState } from '../../contract/training';
import type { AdaptationProgress } from '../../contract/voice';

export interface KnownPace {
  /** For the new model to hear what it has not learnt, on this machine; 0 before any has. */
  readonly judgingSeconds: number;
  /** Of the steps and the judging that are to come, from jobs before; null where none were timed. */
  readonly estimatedSeconds: number | null;
}

type Left = Pick<TrainingState, 'secondsLeft' | 'countsJudging' | 'fraction'>;

/**
 * One time left and one bar for a whole training: the recordings that are read, the steps, and the judging at the end, which may
 * take longer than they.
 */
export class TrainingClock {
  readonly #now: () => number;
  #begunAt = 0;
  /** What is counted, and since when and where it is. */
  #counted: { readonly what: string; readonly since: number; readonly from: number } | null = null;
  #fraction = 0;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** A process has begun to work. */
  begin(): void {
    this.#begunAt = this.#now();
    this.#counted = null;
    this.#fraction = 0;
  }

  /** What is left after a progress; the state as it was where that says nothing of time. */
  hear(progress: AdaptationProgress, pace: KnownPace): Left | null {
    switch (progress.type) {
      case 'preparing':
        return this.#left(this.#timed(progress), pace.estimatedSeconds, pace.judgingSeconds > 0);
      case 'step': {
        const { secondsLeft, step, steps } = progress;
        const training = steps === step ? secondsLeft : (secondsLeft / (steps - step)) * steps;
        // Before any was judged here the bar takes it to be as long as the steps; nothing is told of that in minutes.
        const guessed = pace.judgingSeconds === 0 ? training : pace.judgingSeconds;
        return this.#left(secondsLeft, pace.judgingSeconds, pace.judgingSeconds > 0, secondsLeft + guessed);
      }
      case 'judging':
        return this.#left(this.#timed(progress), 0, true);
      case 'left-out':
      case 'score':
      case 'done':
      case 'stopped':
        return null;
    }
  }

  #left(ofPhase: number | null, after: number | null, countsJudging: boolean, forBar?: number): Left {
    const secondsLeft = ofPhase === null || after === null ? null : ofPhase + after;
    const bar = forBar ?? secondsLeft;
    const spent = (this.#now() - this.#begunAt) / 1000;
    // It never goes back, whatever is measured anew.
    if (bar !== null) this.#fraction = Math.max(this.#fraction, spent / Math.max(1e-9, spent + bar));
    return { secondsLeft, countsJudging, fraction: bar === null && this.#fraction === 0 ? null : this.#fraction };
  }

  /** Seconds left of what is counted, from how long it has taken so far; null until something of it was done. */
  #timed({
    type,
    done,
    total,
  }: {
    readonly type: string;
    readonly done: number;
    readonly total: number;
  }): number | null {
    if (this.#counted?.what !== type) this.#counted = { what: type, since: this.#now(), from: done };
    const { since, from } = this.#counted;
    if (done <= from) return null;
    return (((this.#now() - since) / 1000) * (total - done)) / (done - from);
  }
}
