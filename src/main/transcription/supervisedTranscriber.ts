import { fail, ok, type Result } from '../../contract/result';
import type { HearCommand, HeardSound, TranscriberCommand, TranscriberEvent } from '../../contract/transcription';
import type { ForkWorker, WorkerProcess } from '../processes/workerProcess';

export type SoundProgress = Omit<Extract<TranscriberEvent, { type: 'progress' }>, 'type'>;

const broken = 'Writing this down broke off. Nothing was changed; try again.';
/** How long the process is kept after its last file: it holds a model. */
const idleMilliseconds = 30_000;

/** The process that writes down sound files, one at a time: there while it is needed, and a little longer. */
export class SupervisedTranscriber {
  readonly #fork: ForkWorker<TranscriberCommand, TranscriberEvent>;
  #process: WorkerProcess<TranscriberCommand> | null = null;
  #work: {
    readonly answer: (heard: Result<HeardSound>) => void;
    readonly onProgress: (p: SoundProgress) => void;
  } | null = null;
  #idle: NodeJS.Timeout | null = null;

  constructor(fork: ForkWorker<TranscriberCommand, TranscriberEvent>) {
    this.#fork = fork;
  }

  /** Fails with the reason where the file cannot be read or the model not be loaded, and with `busy` where it was cancelled. */
  hear(command: HearCommand, onProgress: (progress: SoundProgress) => void): Promise<Result<HeardSound>> {
    if (this.#work !== null) throw new Error('the transcriber hears one file at a time');
    this.#stopIdling();
    this.#process ??= this.#fork({
      event: (event) => {
        this.#hear(event);
      },
      exit: () => {
        this.#process = null;
        this.#answer(fail('internal', broken));
      },
    });
    const heard = new Promise<Result<HeardSound>>((answer) => (this.#work = { answer, onProgress }));
    this.#process.send({ type: 'hear', ...command });
    return heard;
  }

  pause(): void {
    this.#process?.send({ type: 'pause' });
  }

  resume(): void {
    this.#process?.send({ type: 'resume' });
  }

  /** What it is at comes to nothing, and the process ends: it may be in the middle of a computation. */
  cancel(): void {
    this.dispose();
  }

  dispose(): void {
    this.#stopIdling();
    this.#process?.kill();
    this.#process = null;
    this.#answer(fail('busy', 'Cancelled.'));
  }

  #hear(event: TranscriberEvent): void {
    if (event.type === 'progress') {
      this.#work?.onProgress(event);
      return;
    }
    this.#idle = setTimeout(this.dispose.bind(this), idleMilliseconds);
    const { type: _type, ...value } = event;
    this.#answer('failure' in value ? { ok: false, error: value.failure } : ok(value));
  }

  #answer(heard: Result<HeardSound>): void {
    const work = this.#work;
    this.#work = null;
    work?.answer(heard);
  }

  #stopIdling(): void {
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#idle = null;
  }
}
