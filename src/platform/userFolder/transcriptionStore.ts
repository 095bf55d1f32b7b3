import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { ok, type Result } from '../../contract/result';
import { StoredTranscriptions } from '../../contract/transcription';
import { readJsonFile, writeJsonFile } from '../files/jsonFile';
import { failOfDisk } from '../files/wholeFile';

/** Ten thousand jobs, and a hundred thousand names of a watched folder. */
const maximumBytes = 50_000_000;

const nothing: StoredTranscriptions = { version: 1, isPaused: false, jobs: [], watched: null };

/** The queue of what is to be written down, `transcriptions.json`, and the sound of what is being written down, `transcribing/`. */
export class TranscriptionStore {
  readonly #path: string;
  readonly #folder: string;
  #saving: Promise<unknown> = Promise.resolve();

  constructor(userFolder: string) {
    this.#path = join(userFolder, 'transcriptions.json');
    this.#folder = join(userFolder, 'transcribing');
  }

  /** Takes away the sound that was being written when the app ended: its job begins anew. */
  async open(): Promise<StoredTranscriptions> {
    await rm(this.#folder, { recursive: true, force: true });
    const read = await readJsonFile(this.#path, StoredTranscriptions, maximumBytes);
    if (read.found === 'unreadable') await rename(this.#path, this.#path.replace(/json$/u, 'damaged.json'));
    return read.found === 'value' ? read.value : nothing;
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

  /** Where the sound of a job is to be written; the folder is there. */
  async soundPath(jobId: string): Promise<Result<string>> {
    try {
      await mkdir(this.#folder, { recursive: true });
      return ok(join(this.#folder, `${jobId}.wav`));
    } catch (cause) {
      return failOfDisk(cause, this.#folder);
    }
  }

  async forgetSound(jobId: string): Promise<void> {
    await rm(join(this.#folder, `${jobId}.wav`), { force: true });
  }
}
