import type { BackendTimes, TimerCommand, TimerEvent } from '../../contract/backends';
import type { ModelFiles } from '../../contract/modelFiles';
import type { Failure } from '../../contract/result';
import type { ForkWorker, WorkerProcess } from '../processes/workerProcess';

export interface BackendTimingParts {
  readonly fork: ForkWorker<TimerCommand, TimerEvent>;
  /** The model in use, while it has not been timed on this machine; null when it has. */
  readonly untimed: () => ModelFiles | null;
  readonly timed: (times: BackendTimes) => void;
  readonly failed: (failure: Failure | null) => void;
}

/** So long after the recognizer was there: who has just started the app may be about to speak. */
const quietMilliseconds = 10_000;

/** Times the backends once for each kind of model, while nobody dictates; a take that begins breaks it off, and it is tried again later. */
export class BackendTiming {
  readonly #parts: BackendTimingParts;
  #wait: NodeJS.Timeout | null = null;
  #process: WorkerProcess<TimerCommand> | null = null;
  #hasFailed = false;

  constructor(parts: BackendTimingParts) {
    this.#parts = parts;
  }

  /** To be told whenever it changes. @param isFree the recognizer is there, and no take is in progress */
  consider(isFree: boolean): void {
    if (!isFree) this.dispose();
    else if (this.#wait === null && this.#process === null && !this.#hasFailed && this.#parts.untimed() !== null)
      this.#wait = setTimeout(this.#begin.bind(this), quietMilliseconds);
  }

  dispose(): void {
    if (this.#wait !== null) clearTimeout(this.#wait);
    this.#wait = null;
    this.#process?.kill();
    this.#process = null;
  }

  #begin(): void {
    this.#wait = null;
    const files = this.#parts.untimed();
    if (files === null) return;
    this.#process = this.#parts.fork({
      event: (event) => {
        this.dispose();
        if (event.type === 'timed') this.#parts.timed(event.times);
        else this.#fail(event.failure);
      },
      exit: () => {
        this.#fail(null);
      },
    });
    this.#process.send({ type: 'time', ...files });
  }

  /** Until the app is started again the usual backend serves. */
  #fail(failure: Failure | null): void {
    this.dispose();
    this.#hasFailed = true;
    this.#parts.failed(failure);
  }
}
