import type { RequestHandlers } from '../../src/contract/ipc';
import { ok, type Result } from '../../src/contract/result';
import type { TranscriptionQueue } from '../../src/contract/transcription';

/** A file or take that waits to be written down, but for what is said of it. */
export const fakeJob = (changes: Partial<TranscriptionQueue['jobs'][number]>): TranscriptionQueue['jobs'][number] => ({
  id: '00000000-0000-4000-8000-000000000900',
  name: 'meeting.mp3',
  state: 'waiting',
  isRepeated: false,
  takeId: null,
  doneSeconds: 0,
  totalSeconds: null,
  leftSeconds: null,
  note: null,
  ...changes,
});

type Handlers = Pick<RequestHandlers, Extract<keyof RequestHandlers, `transcriptions:${string}`>>;

/** The queue of sound files as main would tell it. */
export class FakeTranscriptions {
  queue: TranscriptionQueue = { isPaused: false, jobs: [], watched: null };
  /** How many sound files lie in the folder that is chosen to be watched. */
  inFolder = 0;
  readonly #emit: (name: 'transcriptions:changed', queue: TranscriptionQueue) => void;

  constructor(emit: (name: 'transcriptions:changed', queue: TranscriptionQueue) => void) {
    this.#emit = emit;
  }

  /** Main tells the queue, and gives it on request from now on. */
  tell(changes: Partial<TranscriptionQueue>): Result<undefined> {
    this.queue = { ...this.queue, ...changes };
    this.#emit('transcriptions:changed', this.queue);
    return ok(undefined);
  }

  readonly handlers: Handlers = {
    'transcriptions:state': async () => ok(this.queue),
    'transcriptions:add-files': async () => ok(undefined),
    'transcriptions:again': async ({ id }) => {
      this.tell({
        jobs: [...this.queue.jobs, fakeJob({ id: '00000000-0000-4000-8000-000000000901', name: 'A take', takeId: id })],
      });
      return ok(undefined);
    },
    'transcriptions:pause': async () => this.tell({ isPaused: true }),
    'transcriptions:resume': async () => this.tell({ isPaused: false }),
    'transcriptions:cancel': async ({ id }) => this.tell({ jobs: this.queue.jobs.filter((job) => job.id !== id) }),
    'transcriptions:retry': async ({ id }) =>
      this.tell({ jobs: this.queue.jobs.map((job) => (job.id === id ? { ...job, state: 'waiting' } : job)) }),
    'transcriptions:clear': async () => this.tell({ jobs: this.queue.jobs.filter(({ state }) => state !== 'done') }),
    'transcriptions:watch': async () => {
      this.tell({ watched: { folder: '/home/ada/Recordings', isThere: true, left: 0 } });
      return ok(this.inFolder);
    },
    'transcriptions:unwatch': async () => this.tell({ watched: null }),
  };
}
