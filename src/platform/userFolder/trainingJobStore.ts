import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

import { ok, type Result } from '../../contract/result';
import { TrainingState } from '../../contract/training';
import { TrainerJob } from '../../contract/voiceMessages';
import { readJsonFile, writeJsonFile } from '../files/jsonFile';
import { makeFolder } from '../files/makeFolder';
import { failOfDisk } from '../files/wholeFile';

/** An hour of sentences and a thousand steps are far below. */
const maximumBytes = 20_000_000;

/** What the window showed of a job when it was last written. */
const TrainingProgress = TrainingState.pick({
  done: true,
  total: true,
  steps: true,
  scores: true,
  sentences: true,
  result: true,
});
export type TrainingProgress = z.infer<typeof TrainingProgress>;

/** How long the work of a job took on this machine. */
const TrainingPace = z.strictObject({
  secondsPerStep: z.number().positive(),
  /** For the new model to hear what it has not learnt; 0 before any has. */
  judgingSeconds: z.number().nonnegative(),
});
export type TrainingPace = z.infer<typeof TrainingPace>;

/**
 * The training of the user's voice on disk: in `training/` the job (`job.json`), how far it came (`progress.json`) and what the
 * training process keeps there; beside it `training-pace.json`, which outlives the job. There is one job at a time.
 */
export class TrainingJobStore {
  /** The job's own, with everything that is forgotten with it. */
  readonly folder: string;
  readonly #pacePath: string;

  constructor(userFolder: string) {
    this.folder = join(userFolder, 'training');
    this.#pacePath = join(userFolder, 'training-pace.json');
  }

  /** Where the new model is when the job is done. */
  get modelPath(): string {
    return join(this.folder, 'model.utter');
  }

  /** The job that was begun and not forgotten, or null. */
  async read(): Promise<{ readonly job: TrainerJob; readonly progress: TrainingProgress | null } | null> {
    const job = await readJsonFile(join(this.folder, 'job.json'), TrainerJob, maximumBytes);
    if (job.found !== 'value') return null;
    const progress = await readJsonFile(join(this.folder, 'progress.json'), TrainingProgress, maximumBytes);
    return { job: job.value, progress: progress.found === 'value' ? progress.value : null };
  }

  async begin(job: TrainerJob): Promise<Result<undefined>> {
    try {
      await rm(this.folder, { recursive: true, force: true });
      await makeFolder(this.folder);
    } catch (cause) {
      return failOfDisk(cause);
    }
    return writeJsonFile(join(this.folder, 'job.json'), job);
  }

  saveProgress(progress: TrainingProgress): Promise<Result<undefined>> {
    return writeJsonFile(join(this.folder, 'progress.json'), progress);
  }

  async forget(): Promise<Result<undefined>> {
    try {
      await rm(this.folder, { recursive: true, force: true });
      return ok(undefined);
    } catch (cause) {
      return failOfDisk(cause);
    }
  }

  async pace(): Promise<TrainingPace | null> {
    const read = await readJsonFile(this.#pacePath, TrainingPace, maximumBytes);
    return read.found === 'value' ? read.value : null;
  }

  savePace(pace: TrainingPace): Promise<Result<undefined>> {
    return writeJsonFile(this.#pacePath, pace);
  }
}
