import { readdir, rename, rm } from 'node:fs/promises';
import { join, parse } from 'node:path';

import { ok, type Result } from '../../contract/result';
import type { Utterance } from '../../contract/transcript';
import { StoredTranscriptions } from '../../contract/transcription';
import { readModelHeader } from '../acoustic/modelFile';
import { repairTakeWav, takeSampleRateHz } from '../audio/takeWav';
import { readJsonFile, writeJsonFile } from '../files/jsonFile';
import { makeFolder } from '../files/makeFolder';
import { failOfDisk } from '../files/wholeFile';
import { readHeardSoFar } from './heardSoFar';

/** Ten thousand jobs, and a hundred thousand names of a watched folder, all of them long. */
const maximumBytes = 100_000_000;

const nothing: StoredTranscriptions = { version: 1, isPaused: false, jobs: [], watched: null };

/** What is on disk of a job while it is written down. */
export interface JobFiles {
  /** Its sound, where that is not a take's already. */
  readonly wavPath: string;
  /** What was heard of it so far. */
  readonly soFarPath: string;
}

/** What was heard of a sound that was not heard to its end. */
export interface HeardInPart {
  /** Name of the acoustic model; null where it is gone. */
  readonly model: string | null;
  /** Length of the sound that was written. */
  readonly seconds: number;
  /** How far it was heard. */
  readonly heardSeconds: number;
  readonly utterances: readonly Utterance[];
  readonly wavPath: string;
}

/** The queue of what is to be written down, `transcriptions.json`, and what there is of jobs that are not done, `transcribing/`. */
export class TranscriptionStore {
  readonly #path: string;
  readonly #folder: string;
  #saving: Promise<unknown> = Promise.resolve();
  #damagedPath: string | null = null;

  constructor(userFolder: string) {
    this.#path = join(userFolder, 'transcriptions.json');
    this.#folder = join(userFolder, 'transcribing');
  }

  /** Where the queue is that `open` found and could not read; null where there was none. */
  get damagedPath(): string | null {
    return this.#damagedPath;
  }

  /** Takes away what jobs have left that are no more. */
  async open(): Promise<StoredTranscriptions> {
    const read = await readJsonFile(this.#path, StoredTranscriptions, maximumBytes);
    if (read.found === 'unreadable') {
      this.#damagedPath = this.#path.replace(/json$/u, 'damaged.json');
      await rename(this.#path, this.#damagedPath);
    }
    const stored = read.found === 'value' ? read.value : nothing;
    // A damaged queue may be put right by hand: what was heard of its files stays.
    if (read.found !== 'unreadable') await this.#forgetAllBut(stored);
    return stored;
  }

  /** One after the other, so that what was saved last is what stays. */
  save(stored: StoredTranscriptions): Promise<Result<undefined>> {
    const saved = this.#saving.then(() => writeJsonFile(this.#path, stored));
    this.#saving = saved.catch(() => undefined);
    return saved;
  }

  /** Everything that was to be saved is on disk, or has failed. */
  async settled(): Promise<void> {
    await this.#saving;
  }

  /** Where the files of a job are to be written; their folder is there. */
  async filesOf(jobId: string): Promise<Result<JobFiles>> {
    try {
      await makeFolder(this.#folder);
      return ok({ wavPath: this.#pathOf(jobId, 'wav'), soFarPath: this.#pathOf(jobId, 'jsonl') });
    } catch (cause) {
      return failOfDisk(cause, this.#folder);
    }
  }

  /** What was heard of a job's sound that is not done; null where that is nothing, or the sound itself is not there. */
  async heardSoFar(jobId: string): Promise<HeardInPart | null> {
    const soFar = readHeardSoFar(this.#pathOf(jobId, 'jsonl'));
    const wavPath = this.#pathOf(jobId, 'wav');
    const samples = soFar === null ? null : await repairTakeWav(wavPath);
    if (soFar === null || samples === null) return null;
    const model = readModelHeader(soFar.hearing.modelPath);
    return {
      model: model.ok ? model.value.name : null,
      seconds: samples / takeSampleRateHz,
      heardSeconds: soFar.settledSamples / takeSampleRateHz,
      utterances: soFar.utterances,
      wavPath,
    };
  }

  async forget(jobId: string): Promise<void> {
    for (const ending of ['wav', 'jsonl'] as const) await rm(this.#pathOf(jobId, ending), { force: true });
  }

  #pathOf(jobId: string, ending: 'wav' | 'jsonl'): string {
    return join(this.#folder, `${jobId}.${ending}`);
  }

  async #forgetAllBut({ jobs }: StoredTranscriptions): Promise<void> {
    const open = new Set(jobs.filter(({ doneTakeId }) => doneTakeId === null).map(({ id }) => id));
    const names = await readdir(this.#folder).catch(() => []);
    const gone = names.filter((name) => !open.has(parse(name).name));
    await Promise.all(gone.map((name) => rm(join(this.#folder, name), { recursive: true, force: true })));
  }
}
