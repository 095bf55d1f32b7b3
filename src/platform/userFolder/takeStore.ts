import { randomUUID } from 'node:crypto';
import type { Stats } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

import { fail, ok, type Result } from '../../contract/result';
import { StoredTake, type Take } from '../../contract/transcript';
import { titleOf } from '../../core/transcript/title';
import { repairTakeWav, takeSampleRateHz } from '../audio/takeWav';
import { type JsonRead, readJsonFile, writeJsonFile } from '../files/jsonFile';
import { makeFolder } from '../files/makeFolder';
import { codeOf, failOfDisk, moveFile } from '../files/wholeFile';

/** About 200 hours of speech. */
const maximumTakeBytes = 200_000_000;

/** About 2,000 words. */
const reservedBytes = 256 * 1024;

const Id = z.uuid();

/** Hears of takes after they were written. */
export interface TakeListener {
  /** @param stamp as `stamps` gives it */
  saved(take: Take, stamp: string): void;
  gone(id: string): void;
}

/**
 * The user's takes: a folder each, `takes/ID/`, with `audio.wav` and `take.json`. A deleted take waits in `trash/` to be
 * restored until the app starts again. Only one process may use a store at a time.
 */
export class TakeStore {
  readonly #takesFolder: string;
  readonly #trashFolder: string;

  readonly #listeners: TakeListener[] = [];

  constructor(userFolder: string) {
    this.#takesFolder = join(userFolder, 'takes');
    this.#trashFolder = join(userFolder, 'trash');
  }

  /**
   * Empties the trash and puts every interrupted take in order; to be awaited before anything else. A take that the system gives no
   * access to is left as it is: the others, and the app, do not wait for it. Returns the ids mended.
   *
   * @param onFault told why a take was left
   */
  async recover(onFault: (cause: unknown) => void = () => undefined): Promise<readonly string[]> {
    await mkdir(this.#takesFolder, { recursive: true });
    await rm(this.#trashFolder, { recursive: true, force: true });
    const mended: string[] = [];
    for (const id of await this.#ids()) {
      try {
        if (await this.#mend(id)) mended.push(id);
      } catch (cause) {
        if (codeOf(cause) === null) throw cause;
        onFault(cause);
      }
    }
    return mended;
  }

  /**
   * A new take with no audio yet; its folder and take.json are on disk.
   *
   * @param model the name of what hears it, where that is known
   */
  async create(model: string | null = null): Promise<Result<Take>> {
    const take = { ...emptyTake(randomUUID(), new Date()), model };
    try {
      await makeFolder(this.#folder(take.id));
    } catch (cause) {
      return failOfDisk(cause, this.#folder(take.id));
    }
    const saved = await this.save(take);
    if (!saved.ok) await this.discard(take.id);
    return saved;
  }

  /** A new take of sound that was written elsewhere, which is moved into it. Nothing is left of a take that cannot be written. */
  async adopt(wavPath: string, about: Partial<Omit<Take, 'id' | 'version'>>): Promise<Result<Take>> {
    const created = await this.create();
    if (!created.ok) return created;
    const { id } = created.value;
    const moved = await moveFile(wavPath, this.wavPath(id));
    const saved = moved.ok ? await this.save({ ...created.value, ...about }) : moved;
    if (!saved.ok) await this.discard(id);
    return saved;
  }

  /** Moves a take's folder in from elsewhere. False where there is one of its id. */
  async admit(from: string, id: string): Promise<boolean> {
    if ((await this.#ids()).includes(id)) return false;
    const moved = await moveFile(from, this.#folder(id));
    const take = moved.ok ? await this.get(id) : moved;
    if (take.ok) await this.#tellSaved(take.value);
    return moved.ok;
  }

  /** Keeps room on the disk for the words of the take, so that they can be saved when its audio has filled the rest. */
  async reserve(id: string): Promise<void> {
    try {
      await writeFile(this.#reservePath(id), Buffer.alloc(reservedBytes, 1));
    } catch (cause) {
      if (codeOf(cause) === null) throw cause;
      await this.release(id);
    }
  }

  async release(id: string): Promise<void> {
    await rm(this.#reservePath(id), { force: true });
  }

  /** Where the audio of the take is, or is to be. */
  wavPath(id: string): string {
    return join(this.#folder(id), 'audio.wav');
  }

  /** Newest first. */
  async list(): Promise<readonly Take[]> {
    const takes = await Promise.all((await this.#ids()).map((id) => this.get(id)));
    return takes
      .flatMap((take) => (take.ok ? [take.value] : []))
      .sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  }

  async get(id: string): Promise<Result<Take>> {
    const read = await readJsonFile(this.#jsonPath(id), StoredTake, maximumTakeBytes);
    return read.found === 'value' && read.value.id === id ? ok(read.value) : fail('take-missing');
  }

  /** Writes take.json whole or not at all. A title that is not the user's own becomes that of the text. */
  async save(take: Take): Promise<Result<Take>> {
    const titled = take.titleIsOwn ? take : { ...take, title: automaticTitle(take) };
    const written = await writeJsonFile(this.#jsonPath(take.id), titled);
    if (!written.ok) return written;
    await this.#tellSaved(titled);
    return ok(titled);
  }

  /** From now on `listener` hears of every take that is written or goes. */
  follow(listener: TakeListener): void {
    this.#listeners.push(listener);
  }

  /** For each take what changes whenever its take.json is written, by whomever. */
  async stamps(): Promise<ReadonlyMap<string, string>> {
    const ids = await this.#ids();
    const stamps = await Promise.all(ids.map((id) => this.#stamp(id)));
    return new Map(ids.flatMap((id, index) => (stamps[index] == null ? [] : [[id, stamps[index]]])));
  }

  async delete(id: string): Promise<Result<undefined>> {
    const deleted = await this.#move(this.#folder(id), this.#trashFolder, id);
    for (const listener of deleted.ok ? this.#listeners : []) listener.gone(id);
    return deleted;
  }

  /** Brings back a take deleted since the app started. */
  async restore(id: string): Promise<Result<undefined>> {
    const restored = await this.#move(join(this.#trashFolder, Id.parse(id)), this.#takesFolder, id);
    const take = restored.ok ? await this.get(id) : restored;
    if (take.ok) await this.#tellSaved(take.value);
    return restored;
  }

  /** Removes a take for good: one that never got a sample. */
  async discard(id: string): Promise<void> {
    await rm(this.#folder(id), { recursive: true, force: true });
    for (const listener of this.#listeners) listener.gone(id);
  }

  /** The length of the audio on disk, its header put right; 0 when there is none. */
  async audioSeconds(id: string): Promise<number> {
    return ((await repairTakeWav(this.wavPath(id))) ?? 0) / takeSampleRateHz;
  }

  async #tellSaved(take: Take): Promise<void> {
    const stamp = this.#listeners.length === 0 ? null : await this.#stamp(take.id);
    if (stamp !== null) for (const listener of this.#listeners) listener.saved(take, stamp);
  }

  /** Null where there is no take.json, or no access to it. */
  async #stamp(id: string): Promise<string | null> {
    try {
      const { mtimeMs, size } = await stat(this.#jsonPath(id));
      return `${mtimeMs} ${size}`;
    } catch (cause) {
      if (codeOf(cause) === null) throw cause;
      return null;
    }
  }

  #folder(id: string): string {
    return join(this.#takesFolder, Id.parse(id));
  }

  #reservePath(id: string): string {
    return join(this.#folder(id), 'reserved');
  }

  #jsonPath(id: string): string {
    return join(this.#folder(id), 'take.json');
  }

  async #ids(): Promise<readonly string[]> {
    const entries = await readdir(this.#takesFolder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && Id.safeParse(entry.name).success)
      .map((entry) => entry.name);
  }

  /** Makes take.json agree with the audio. A folder without audio or words is what a failed start leaves: it goes. */
  async #mend(id: string): Promise<boolean> {
    await this.release(id);
    const read = await readJsonFile(this.#jsonPath(id), StoredTake, maximumTakeBytes);
    // To be asked before the header is put right, which is a change of the file.
    const written = await this.#timesOf(this.wavPath(id));
    const samples = await repairTakeWav(this.wavPath(id));
    if ((samples ?? 0) === 0 && isWordless(read)) await this.discard(id);
    if (samples === null || samples === 0) return false;
    const seconds = samples / takeSampleRateHz;
    if (read.found === 'value' && read.value.seconds === seconds) return false;
    if (read.found === 'unreadable') await rename(this.#jsonPath(id), join(this.#folder(id), 'take.damaged.json'));
    const take = read.found === 'value' ? read.value : emptyTake(id, begunAt(written, seconds));
    return (await this.save({ ...take, seconds, isCutOff: true })).ok;
  }

  async #timesOf(path: string): Promise<Times> {
    try {
      return await stat(path);
    } catch (cause) {
      if (codeOf(cause) === null) throw cause;
      return { birthtimeMs: 0, mtimeMs: new Date().getTime() };
    }
  }

  async #move(from: string, toFolder: string, id: string): Promise<Result<undefined>> {
    try {
      await makeFolder(toFolder);
      await rename(from, join(toFolder, id));
      return ok(undefined);
    } catch (cause) {
      return codeOf(cause) === 'ENOENT' ? fail('take-missing') : failOfDisk(cause, join(toFolder, id));
    }
  }
}

type Times = Pick<Stats, 'birthtimeMs' | 'mtimeMs'>;

/** When a recording began: it was written to last when it ended. Where the system notes the birth of a file, it may be that of a copy. */
function begunAt({ birthtimeMs, mtimeMs }: Times, seconds: number): Date {
  const begunMs = mtimeMs - seconds * 1000;
  return new Date(birthtimeMs > 0 ? Math.min(birthtimeMs, begunMs) : begunMs);
}

/** As "23 November 2026 at 14:53", in the time of the machine: the title while there are no words to take one from. */
const titleFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short' });

function automaticTitle({ utterances, createdAt }: Take): string {
  const title = titleOf(utterances);
  return title === '' ? titleFormat.format(new Date(createdAt)) : title;
}

/** True where losing take.json loses nothing. */
function isWordless(read: JsonRead<Take>): boolean {
  return read.found === 'nothing' || (read.found === 'value' && read.value.utterances.length === 0);
}

function emptyTake(id: string, created: Date): Take {
  const createdAt = created.toISOString();
  return {
    version: 2,
    id,
    title: titleFormat.format(created),
    titleIsOwn: false,
    createdAt,
    seconds: 0,
    tags: [],
    pinned: false,
    heardAt: createdAt,
    model: null,
    utterances: [],
    corrected: false,
    earlier: [],
  };
}
