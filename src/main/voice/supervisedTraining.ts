import { basename } from 'node:path';

import { fail, type Failure, ok, type Result } from '../../contract/result';
import type { TrainingState } from '../../contract/training';
import type { TrainerCommand, TrainerEvent, TrainerJob } from '../../contract/voiceMessages';
import { PaceMeter } from '../../platform/userFolder/paceMeter';
import type { TrainingJobStore } from '../../platform/userFolder/trainingJobStore';
import { failureOf } from '../processes/failureOf';
import { advanceTraining, noTraining } from './advanceTraining';

import { type KnownPace, TrainingClock } from './trainingClock';
import type { RestartLimit } from '../dictation/supervisedRecognizer';
import type { ForkWorker, WorkerProcess } from '../processes/workerProcess';

export interface TrainingTimes {
  readonly restarts: RestartLimit;
  /** How long a process may take to stop with everything on disk. */
  readonly stopMilliseconds: number;
  /** Between two writes of the progress, and between two tellings of it. */
  readonly saveMilliseconds: number;
  readonly tellMilliseconds: number;
}

const trainingTimes: TrainingTimes = {
  restarts: { restarts: 2, withinMilliseconds: 120_000, pauseMilliseconds: 500 },
  stopMilliseconds: 20_000,
  saveMilliseconds: 5000,
  tellMilliseconds: 250,
};

/** What comes so often that not each is told and saved at once. */
const often: readonly TrainerEvent['type'][] = ['step', 'preparing', 'judging', 'left-out'];

interface TrainingParts {
  readonly fork: ForkWorker<TrainerCommand, TrainerEvent>;
  readonly store: TrainingJobStore;
  readonly onChange: (state: TrainingState) => void;
  readonly times?: Partial<TrainingTimes>;
}

/**
 * The job that teaches the user's voice, and the process that works on it. Everything that counts is on disk: after a crash of the
 * process it is started again, after one of the app the job is found paused.
 */
export class SupervisedTraining {
  readonly #parts: TrainingParts;
  readonly #times: TrainingTimes;
  #state: TrainingState = noTraining;
  #job: TrainerJob | null = null;
  #process: WorkerProcess<TrainerCommand> | null = null;
  #endedAt: number[] = [];
  #restart: NodeJS.Timeout | null = null;
  #stopping: { readonly resolve: () => void; readonly timer: NodeJS.Timeout } | null = null;
  #telling: NodeJS.Timeout | null = null;
  #savedAt = -Infinity;
  #saving: Promise<void> = Promise.resolve();
  readonly #pace: PaceMeter;
  readonly #clock = new TrainingClock();

  constructor(parts: TrainingParts) {
    this.#parts = parts;
    this.#times = { ...trainingTimes, ...parts.times };
    this.#pace = new PaceMeter(parts.store);
  }

  get state(): TrainingState {
    return this.#state;
  }

  /** Whether a job that is not done, running or not, has yet to read the file: a recording of the voice, or the model that it began with. */
  reads(path: string): boolean {
    if (this.#job === null || this.#state.phase === 'done') return false;
    const { modelPath, voice } = this.#job;
    return path === modelPath || [...voice.learnt, ...voice.heldOut].some((clip) => clip.path === path);
  }

  /** Finds the job of before; it waits for `resume`, or for keep or discard. To be awaited before anything else. */
  async open(): Promise<void> {
    await this.#pace.open();
    const found = await this.#parts.store.read();
    if (found === null) return;
    this.#job = found.job;
    const phase = (found.progress?.result ?? null) === null ? 'paused' : 'done';
    this.#state = { ...this.#blank, settings: found.job.settings, ...found.progress, phase };
  }

  /** @param usableSeconds what a job would learn from now */
  setUsable(usableSeconds: number): void {
    this.#change({ ...this.#state, usableSeconds, estimatedSeconds: this.#pace.estimate(usableSeconds) });
  }

  /** @param paths of the texts that the next job would read */
  setDocuments(paths: readonly string[]): void {
    this.#change({ ...this.#state, documents: paths.map((path) => basename(path)) });
  }

  async start(job: TrainerJob): Promise<Result<undefined>> {
    if (this.#job !== null) return fail('busy', 'There is a training already. Finish or cancel it first.');
    this.#job = job;
    const begun = await this.#parts.store.begin(job);
    if (!begun.ok) {
      this.#job = null;
      return begun;
    }
    this.#change({ ...this.#blank, phase: 'preparing', settings: job.settings });
    this.#run(job);
    return ok(undefined);
  }

  resume(): Result<undefined> {
    const job = this.#job;
    if (job === null || this.#process !== null) return fail('invalid-request');
    this.#endedAt = [];
    this.#change({ ...this.#state, phase: 'preparing', done: 0, total: 0, fraction: null, failure: null });
    this.#run(job);
    return ok(undefined);
  }

  /** Resolves when the process has ended with everything on disk; one that takes too long is ended with what it wrote last. */
  async pause(withinMilliseconds = this.#times.stopMilliseconds): Promise<Result<undefined>> {
    const process = this.#process;
    if (process !== null) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, withinMilliseconds);
        this.#stopping = { resolve, timer };
        process.send({ type: 'stop' });
      });
    }
    this.#end();
    const { phase } = this.#state;
    if (phase === 'done' || phase === 'none') return ok(undefined);
    this.#change({ ...this.#state, phase: 'paused', secondsLeft: null });
    await this.#save();
    return ok(undefined);
  }

  /** Forgets the job and what it has learnt. */
  async forget(): Promise<Result<undefined>> {
    this.#end();
    await this.#saving;
    const forgotten = await this.#parts.store.forget();
    if (!forgotten.ok) return forgotten;
    this.#job = null;
    this.#change(this.#blank);
    return ok(undefined);
  }

  /** Ends the process at once, for the app's end; what was learnt since the last checkpoint is learnt again. */
  dispose(): void {
    this.#end();
    if (this.#telling !== null) clearTimeout(this.#telling);
    this.#telling = null;
  }

  /** No job, and what is known without one. */
  get #blank(): TrainingState {
    const { usableSeconds, documents } = this.#state;
    return { ...noTraining, usableSeconds, documents, estimatedSeconds: this.#pace.estimate(usableSeconds) };
  }

  get #knownPace(): KnownPace {
    const preset = this.#job?.settings.preset ?? 'standard';
    const estimatedSeconds = this.#pace.estimate(this.#state.usableSeconds)?.[preset] ?? null;
    return { judgingSeconds: this.#pace.judgingSeconds, estimatedSeconds };
  }

  #run(job: TrainerJob): void {
    this.#restart = null;
    this.#clock.begin();
    this.#process = this.#parts.fork({
      event: (event) => {
        this.#hear(event);
      },
      exit: () => {
        this.#lose();
      },
    });
    this.#process.send({ type: 'adapt', job });
  }

  #hear(event: TrainerEvent): void {
    if (event.type === 'failed') {
      this.#end();
      this.#fail(event.failure);
      return;
    }
    this.#pace.hear(event, this.#state.phase);
    const isOften = often.includes(event.type);
    const left = this.#clock.hear(event, this.#knownPace);
    this.#change({ ...advanceTraining(this.#state, event), ...left }, isOften ? this.#times.tellMilliseconds : 0);
    if (event.type === 'done' || event.type === 'stopped') this.#end();
    if (!isOften || performance.now() - this.#savedAt > this.#times.saveMilliseconds) void this.#save();
  }

  #lose(): void {
    const wasStopping = this.#stopping !== null;
    this.#end();
    const job = this.#job;
    if (wasStopping || job === null) return;
    const { restarts, withinMilliseconds, pauseMilliseconds } = this.#times.restarts;
    const now = performance.now();
    this.#endedAt = [...this.#endedAt.filter((time) => now - time < withinMilliseconds), now];
    if (this.#endedAt.length > restarts) this.#fail(failureOf('trainer-lost'));
    else this.#restart = setTimeout(this.#run.bind(this, job), pauseMilliseconds);
  }

  #fail(failure: Failure): void {
    this.#change({ ...this.#state, phase: 'failed', secondsLeft: null, failure });
    void this.#save();
  }

  #end(): void {
    if (this.#restart !== null) clearTimeout(this.#restart);
    this.#restart = null;
    const process = this.#process;
    this.#process = null;
    process?.kill();
    const stopping = this.#stopping;
    this.#stopping = null;
    if (stopping !== null) {
      clearTimeout(stopping.timer);
      stopping.resolve();
    }
  }

  /** What was shown last is shown again after a restart. A disk that takes nothing stops the job: the checkpoints fail as well. */
  #save(): Promise<void> {
    this.#savedAt = performance.now();
    this.#saving = this.#saving.then(async () => {
      if (this.#job === null) return;
      const { done, total, steps, scores, sentences, result } = this.#state;
      const saved = await this.#parts.store.saveProgress({ done, total, steps, scores, sentences, result });
      if (saved.ok || this.#process === null) return;
      this.#end();
      this.#change({ ...this.#state, phase: 'failed', secondsLeft: null, failure: saved.error });
    });
    return this.#saving;
  }

  #change(state: TrainingState, delayMilliseconds = 0): void {
    this.#state = state;
    if (delayMilliseconds > 0) {
      this.#telling ??= setTimeout(this.#tell.bind(this), delayMilliseconds);
      return;
    }
    this.#tell();
  }

  #tell(): void {
    if (this.#telling !== null) clearTimeout(this.#telling);
    this.#telling = null;
    this.#parts.onChange(this.#state);
  }
}
