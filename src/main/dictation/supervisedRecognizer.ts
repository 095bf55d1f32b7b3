import type { Failure, FailureCode } from '../../contract/result';
import type { Lacking, RecognizerCommand, RecognizerEvent, RecognizerLoad } from '../../contract/workerMessages';
import { failureOf } from '../processes/failureOf';
import type { AudioPort, ForkWorker, WorkerProcess } from '../processes/workerProcess';

export interface RecognizerListeners {
  /** It has loaded its model: for the first time, or again after it was lost. */
  readonly ready: () => void;
  /** It has loaded its model; told before `ready`. */
  readonly lacks?: ((lacking: Lacking) => void) | undefined;
  readonly event: (event: Extract<RecognizerEvent, { type: 'partial' | 'final' | 'doubted' | 'finished' }>) => void;
  /** The model cannot be loaded. True where another one is named from now on, which is tried at once. */
  readonly unusable: (failure: Failure) => boolean;
  /** `willReturn`: it is being started again and `ready` follows; otherwise it is not tried any more. */
  readonly lost: (failure: Failure, willReturn: boolean) => void;
}

/** What a recognizer hears with, and what it does without. */
export interface LoadedRecognizer {
  readonly backend: string;
  readonly model: string;
  readonly lacking: Lacking;
}

export interface RestartLimit {
  readonly restarts: number;
  readonly withinMilliseconds: number;
  readonly pauseMilliseconds: number;
}

export const restartLimit: RestartLimit = { restarts: 5, withinMilliseconds: 60_000, pauseMilliseconds: 300 };

/** What another start cannot mend. */
const lastingFailures: readonly FailureCode[] = ['model-missing', 'model-refused'];

/** The recognizer process, kept alive: one that ends is started again, unless it keeps ending. */
export class SupervisedRecognizer {
  readonly #fork: ForkWorker<RecognizerCommand, RecognizerEvent>;
  readonly #models: () => RecognizerLoad;
  readonly #listeners: RecognizerListeners;
  readonly #limit: RestartLimit;
  #process: WorkerProcess<RecognizerCommand> | null = null;
  #loaded: LoadedRecognizer | null = null;
  #lastLoaded: LoadedRecognizer | null = null;
  #failure: Failure | null = null;
  #endedAt: number[] = [];
  #restart: NodeJS.Timeout | null = null;

  constructor(
    fork: ForkWorker<RecognizerCommand, RecognizerEvent>,
    models: () => RecognizerLoad,
    listeners: RecognizerListeners,
    limit: RestartLimit = restartLimit,
  ) {
    this.#fork = fork;
    this.#models = models;
    this.#listeners = listeners;
    this.#limit = limit;
  }

  /** Backend and model once loaded. */
  get loaded(): LoadedRecognizer | null {
    return this.#loaded;
  }

  /** The same, also while it is started again or rests; null until it was loaded for the first time. */
  get lastLoaded(): LoadedRecognizer | null {
    return this.#lastLoaded;
  }

  /** Why there is no recognizer just now, or null. */
  get failure(): Failure | null {
    return this.#failure;
  }

  /** False when waiting for `ready` is in vain. */
  get isHopeful(): boolean {
    return this.#process !== null || this.#restart !== null;
  }

  start(): void {
    this.#restart = null;
    const process = this.#fork({
      event: (event) => {
        this.#hear(event);
      },
      exit: () => {
        this.#lose(failureOf('recognizer-lost'));
      },
    });
    this.#process = process;
    process.send({ type: 'load', ...this.#models() });
  }

  /** Loads what is named now. A session is lost: another is opened when it is ready. */
  restart(): void {
    this.dispose();
    this.start();
  }

  /** Starts it where it rests, and once more where it was given up, when the user asks for words again. */
  revive(): void {
    if (this.isHopeful || (this.#failure !== null && lastingFailures.includes(this.#failure.code))) return;
    this.#endedAt = [];
    this.start();
  }

  /** Begins a session over `port`; only while loaded. */
  open(session: Omit<Extract<RecognizerCommand, { type: 'open' }>, 'type'>, port: AudioPort): void {
    if (this.#process === null || this.#loaded === null) throw new Error('the recognizer has not loaded its model');
    this.#process.send({ type: 'open', ...session }, port);
  }

  /** Ends a process that gives no answer, as if it had crashed. */
  replace(): void {
    this.#lose(failureOf('recognizer-lost'));
  }

  dispose(): void {
    if (this.#restart !== null) clearTimeout(this.#restart);
    this.#restart = null;
    this.#process?.kill();
    this.#process = null;
    this.#loaded = null;
  }

  #hear(event: RecognizerEvent): void {
    switch (event.type) {
      case 'ready':
        this.#loaded = { backend: event.backend, model: event.model, lacking: event.lacking };
        this.#lastLoaded = this.#loaded;
        this.#failure = null;
        this.#listeners.lacks?.(event.lacking);
        this.#listeners.ready();
        break;
      case 'failed':
        if (lastingFailures.includes(event.failure.code) && this.#listeners.unusable(event.failure)) this.restart();
        else this.#lose(event.failure);
        break;
      case 'partial':
      case 'final':
      case 'doubted':
      case 'finished':
        this.#listeners.event(event);
        break;
    }
  }

  #lose(failure: Failure): void {
    this.dispose();
    const now = performance.now();
    this.#endedAt = [...this.#endedAt.filter((time) => now - time < this.#limit.withinMilliseconds), now];
    const isLasting = lastingFailures.includes(failure.code);
    const willReturn = !isLasting && this.#endedAt.length <= this.#limit.restarts;
    this.#failure = willReturn || isLasting ? failure : failureOf('recognizer-lost', givenUp);
    if (willReturn) this.#restart = setTimeout(this.start.bind(this), this.#limit.pauseMilliseconds);
    this.#listeners.lost(this.#failure, willReturn);
  }
}

const givenUp =
  'The recognizer keeps stopping, so no words appear. Your recording goes on and is kept; restart Utter to try again.';
