import { basename } from 'node:path';

import type { ModelFiles } from '../../contract/modelFiles';
import { fail, ok, type Result } from '../../contract/result';
import type { Take } from '../../contract/transcript';
import type {
  HearCommand,
  HeardSound,
  StoredTranscriptions,
  TranscriptionJob,
  TranscriptionQueue,
} from '../../contract/transcription';
import { FolderWatch, filesIn } from '../../platform/files/folderWatch';
import type { SeenFile } from '../../platform/files/stillFiles';
import type { JobFiles } from '../../platform/userFolder/transcriptionStore';
import { keepHeardPart, titleOfFile } from './heardInPart';
import { HearingPace } from './hearingPace';
import {
  begunAnew,
  bounded,
  fullList,
  isRunningIn,
  newJob,
  repeatedIn,
  roomIn,
  type RunningJob,
  shownJob,
  whatIsMissing,
  withFiles,
} from './job';
import { mostKnown, newFiles, tooManyFiles } from './newFiles';
import type { SoundProgress } from './supervisedTranscriber';
import type { TranscriptionsParts } from './transcriptionsParts';

/** At most so often the window hears how far it is. */
const tellMilliseconds = 250;

/**
 * What is to be written down, one after the other: files that become takes, and takes once more. The queue is on disk, and goes on
 * after a restart of the app; what was at work then goes on where it was.
 */
export class Transcriptions {
  readonly #parts: TranscriptionsParts;
  readonly #now: () => number;
  readonly #watch: FolderWatch;
  #stored: StoredTranscriptions = { version: 1, isPaused: false, jobs: [], watched: null };
  #running: RunningJob | null = null;
  /** Files of the watched folder that the list has no room for. */
  #left = 0;
  #work: Promise<void> = Promise.resolve();
  #toldAt = 0;
  #isOver = false;

  constructor(parts: TranscriptionsParts) {
    this.#parts = parts;
    this.#now = parts.now ?? (() => performance.now());
    this.#watch = new FolderWatch({
      pattern: parts.soundName,
      onStill: (files) => void this.#addUnknown(files),
      onPresence: () => {
        this.#tell();
      },
      ...(parts.watchTimes !== undefined && { times: parts.watchTimes }),
    });
  }

  /** Reads the queue of before and goes on with it. */
  async open(): Promise<void> {
    this.#stored = await this.#parts.store.open();
    if (this.#stored.watched !== null) this.#watch.open(this.#stored.watched.folder);
    this.#go();
  }

  get queue(): TranscriptionQueue {
    const { isPaused, jobs, watched } = this.#stored;
    const shown = watched === null ? null : { folder: watched.folder, isThere: this.#watch.isThere, left: this.#left };
    const repeated = repeatedIn(jobs);
    return {
      isPaused,
      watched: shown,
      jobs: jobs.map((job) => ({ ...shownJob(job, this.#running), isRepeated: repeated.has(job.id) })),
    };
  }

  /** As many as there is room for. Resolves with how many there is none for. */
  async addFiles(paths: readonly string[]): Promise<Result<number>> {
    const taken = paths.slice(0, roomIn(this.#stored.jobs));
    const jobs = taken.map((path) => newJob(basename(path), { kind: 'file', path }));
    const changed = await this.#change({ jobs: [...this.#stored.jobs, ...jobs] });
    return changed.ok ? ok(paths.length - taken.length) : changed;
  }

  async addTake(take: Take, settings: Omit<Extract<TranscriptionJob['source'], { kind: 'take' }>, 'kind' | 'takeId'>) {
    const isThere = this.#stored.jobs.some(
      ({ source, doneTakeId }) => source.kind === 'take' && source.takeId === take.id && doneTakeId === null,
    );
    if (isThere) return fail('busy', 'This take is being transcribed already.');
    if (roomIn(this.#stored.jobs) === 0) return fail('busy', fullList);
    const job = newJob(take.title, { kind: 'take', takeId: take.id, ...settings });
    // A person waits for it.
    return this.#change({ jobs: [...this.#stored.jobs.filter(isRunningIn(this.#running)), job, ...this.#others()] });
  }

  async pause(): Promise<Result<undefined>> {
    this.#parts.transcriber.pause();
    this.#running?.pace.pause();
    return this.#change({ isPaused: true });
  }

  async resume(): Promise<Result<undefined>> {
    this.#running?.pace.resume();
    this.#parts.transcriber.resume();
    return this.#change({ isPaused: false });
  }

  /**
   * Takes a job away, whatever has become of it. A take that is there stays, and what was heard of a file so far becomes one, which the
   * list tells in place of the job.
   */
  async cancel(id: string): Promise<Result<undefined>> {
    const job = this.#stored.jobs.find((each) => each.id === id);
    const changed = await this.#change({ jobs: this.#stored.jobs.filter((each) => each !== job) });
    if (this.#running?.id === id) {
      this.#parts.transcriber.cancel();
      await this.#work;
    } else if (job?.doneTakeId === null) await this.#leave(job);
    return changed;
  }

  async retry(id: string): Promise<Result<undefined>> {
    return this.#change({
      jobs: this.#stored.jobs.map((job) => (job.id === id ? { ...job, failure: null } : job)),
    });
  }

  /** Takes away what is done. */
  async clear(): Promise<Result<undefined>> {
    return this.#change({ jobs: this.#stored.jobs.filter(({ doneTakeId }) => doneTakeId === null) });
  }

  /** What is in the folder already is left alone: so many sound files. */
  async watchFolder(folder: string): Promise<Result<number>> {
    const known = (await filesIn(folder, this.#parts.soundName)).map(({ stamp }) => stamp);
    if (known.length > mostKnown) return fail('invalid-request', tooManyFiles);
    this.#watch.close();
    this.#left = 0;
    const changed = await this.#change({ watched: { folder, known } });
    if (!changed.ok) return changed;
    this.#watch.open(folder);
    return ok(known.length);
  }

  /** No folder is watched any more. */
  async unwatch(): Promise<Result<undefined>> {
    this.#watch.close();
    return this.#change({ watched: null });
  }

  /** To be awaited before the app ends: what was done is on disk then, and nothing more is written. */
  async dispose(): Promise<void> {
    this.#isOver = true;
    this.#watch.close();
    this.#parts.transcriber.dispose();
    await this.#work;
    await this.#parts.store.settled();
  }

  async #addUnknown(files: readonly SeenFile[]): Promise<void> {
    const { watched, jobs } = this.#stored;
    if (watched === null) return;
    const { taken, known, left } = newFiles(watched.known, files, roomIn(jobs));
    const isNews = taken.length > 0 || left !== this.#left;
    this.#left = left;
    const source = jobs.find(isRunningIn(this.#running))?.source;
    const hasGrown = source?.kind === 'file' && taken.some(({ path }) => path === source.path);
    if (this.#running?.hasGrown === false && hasGrown) {
      this.#running.hasGrown = true;
      this.#parts.transcriber.cancel();
    }
    if (isNews) await this.#change({ jobs: withFiles(jobs, taken), watched: { ...watched, known } });
  }

  #others(): TranscriptionJob[] {
    const isRunning = isRunningIn(this.#running);
    return this.#stored.jobs.filter((job) => !isRunning(job));
  }

  async #change(changes: Partial<StoredTranscriptions>): Promise<Result<undefined>> {
    const all = { ...this.#stored, ...changes };
    this.#stored = { ...all, jobs: bounded(all.jobs) };
    if (this.#left > 0 && roomIn(all.jobs) > 0) this.#watch.lookAgain();
    this.#tell();
    const saved = await this.#parts.store.save(this.#stored);
    this.#go();
    return saved;
  }

  #tell(): void {
    this.#toldAt = this.#now();
    this.#parts.onChange(this.queue);
  }

  /** Begins with the next job, where there is one and nothing else is at work. */
  #go(): void {
    if (this.#running !== null || this.#stored.isPaused || this.#isOver) return;
    const job = this.#stored.jobs.find(({ failure, doneTakeId }) => failure === null && doneTakeId === null);
    if (job === undefined) return;
    this.#running = { id: job.id, pace: new HearingPace(this.#now), hasGrown: false };
    this.#tell();
    this.#work = this.#do(job);
  }

  async #do(job: TranscriptionJob): Promise<void> {
    const done = await this.#transcribe(job);
    const isCancelled = !this.#stored.jobs.some(({ id }) => id === job.id);
    // What was heard of a file that came to nothing is gone on with when it is tried again.
    if (isCancelled) await this.#leave(job);
    else if (done.ok) await this.#parts.store.forget(job.id);
    const hasGrown = this.#running?.hasGrown === true;
    this.#running = null;
    if (this.#isOver && !done.ok) return;
    const result = done.ok
      ? { doneTakeId: done.value.take.id, damage: done.value.damage }
      : { failure: { code: done.error.code, message: done.error.message } };
    const after = (each: TranscriptionJob): TranscriptionJob =>
      hasGrown ? begunAnew({ ...each, ...result }) : { ...each, ...result };
    const { jobs } = this.#stored;
    await this.#change({
      jobs: isCancelled ? jobs : jobs.map((each) => (each.id === job.id ? after(each) : each)),
    });
  }

  async #transcribe(job: TranscriptionJob): Promise<Result<{ take: Take; damage: string | null }>> {
    const { id, source } = job;
    const model = await this.#parts.modelOf(source.kind === 'take' ? source.model : null);
    if (!model.ok) return model;
    const command = await this.#commandFor(job, model.value.files);
    if (!command.ok) return command;
    if (this.#isOver) return fail('busy');
    const heard = await this.#parts.transcriber.hear(command.value, (progress) => {
      this.#hearProgress(id, progress);
    });
    if (!heard.ok) return heard;
    // Cancelled while the last words came: what was asked for last counts.
    if (!this.#stored.jobs.some((each) => each.id === id)) return fail('busy');
    const named = { ...heard.value, model: model.value.name };
    const take = await this.#keep(job, named, command.value.wavPath ?? '');
    return take.ok ? ok({ take: take.value, damage: heard.value.damage ?? whatIsMissing(heard.value) }) : take;
  }

  #keep({ source, name }: TranscriptionJob, heard: HeardSound, wavPath: string): Promise<Result<Take>> {
    const { keeper } = this.#parts;
    return source.kind === 'take'
      ? keeper.hearAgain(source.takeId, heard)
      : keeper.add(titleOfFile(name), heard, wavPath, source.earlierTakeId);
  }

  /** A job that was cancelled: what was heard of a file is kept, and whatever else there is of it goes. */
  async #leave(job: TranscriptionJob): Promise<void> {
    const kept = await keepHeardPart(this.#parts, job);
    if (kept !== null) await this.#change({ jobs: [kept, ...this.#stored.jobs] });
    // What cannot be written as a take waits to be tried again.
    if ((kept?.failure ?? null) === null) await this.#parts.store.forget(job.id);
  }

  async #commandFor({ id, source, name }: TranscriptionJob, files: ModelFiles): Promise<Result<HearCommand>> {
    const { keeper, terms, hearsAgain, store } = this.#parts;
    const isTake = source.kind === 'take';
    const written: Result<JobFiles> = await store.filesOf(id);
    if (!written.ok) return written;
    const { wavPath, soFarPath } = written.value;
    return ok({
      ...files,
      hearsAgain: isTake ? source.hearsAgain : hearsAgain(),
      terms: [...terms(!isTake || source.usesVocabulary)],
      path: isTake ? keeper.wavPath(source.takeId) : source.path,
      name,
      wavPath: isTake ? null : wavPath,
      soFarPath,
    });
  }

  #hearProgress(id: string, progress: SoundProgress): void {
    if (this.#running?.id !== id) return;
    this.#running.pace.hear(progress);
    if (this.#now() - this.#toldAt >= tellMilliseconds) this.#tell();
  }
}
