import { randomUUID } from 'node:crypto';
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

import { fail, ok, type Result } from '../../contract/result';
import { VoiceRecording } from '../../contract/voice';
import { float32ToInt16 } from '../../core/audio/pcm';
import { formatWav } from '../../core/audio/wav';
import { repairTakeWav } from '../audio/takeWav';
import { readJsonFile, writeJsonFile } from '../files/jsonFile';
import { makeFolder } from '../files/makeFolder';
import { codeOf, failOfDisk, writeWholeFile } from '../files/wholeFile';

const maximumRecordingBytes = 1_000_000;

const Id = z.uuid();

/**
 * The user's recordings to learn from, in one folder: `voice/ID.wav` (16 kHz mono 16-bit) and `voice/ID.json` beside it, which is
 * written last: audio without it is what a failed recording leaves. Removed ones wait in `voice/trash` until the app starts again.
 */
export class VoiceStore {
  readonly folder: string;
  readonly #trash: string;

  constructor(userFolder: string) {
    this.folder = join(userFolder, 'voice');
    this.#trash = join(this.folder, 'trash');
  }

  /** Empties the trash and takes away audio of ours that no recording names; to be awaited before anything else. */
  async recover(): Promise<void> {
    await makeFolder(this.folder);
    await rm(this.#trash, { recursive: true, force: true });
    const names = await readdir(this.folder);
    const ids = names.filter((name) => name.endsWith('.wav')).map((name) => name.slice(0, -'.wav'.length));
    const unnamed = ids.filter((id) => Id.safeParse(id).success && !names.includes(`${id}.json`));
    for (const id of unnamed) await rm(this.wavPath(id), { recursive: true, force: true });
  }

  /** An id for a new recording, whose audio may be written to `wavPath` at once; `save` makes it one. */
  newId(): string {
    return randomUUID();
  }

  wavPath(id: string): string {
    return join(this.folder, `${Id.parse(id)}.wav`);
  }

  /** Oldest first. Files of other kinds, or damaged ones, are left alone. */
  async list(): Promise<readonly VoiceRecording[]> {
    const names = await readdir(this.folder).catch(() => []);
    const ids = names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length));
    const recordings = await Promise.all(ids.filter((id) => Id.safeParse(id).success).map((id) => this.get(id)));
    return recordings
      .flatMap((recording) => (recording.ok ? [recording.value] : []))
      .sort((a, b) => a.createdAt.localeCompare(b.createdAt) || a.id.localeCompare(b.id));
  }

  async get(id: string): Promise<Result<VoiceRecording>> {
    const read = await readJsonFile(this.#jsonPath(id), VoiceRecording, maximumRecordingBytes);
    return read.found === 'value' && read.value.id === id ? ok(read.value) : fail('recording-missing');
  }

  /** Writes `ID.json` whole or not at all; the audio must be there. */
  async save(recording: VoiceRecording): Promise<Result<VoiceRecording>> {
    if ((await repairTakeWav(this.wavPath(recording.id))) === null) return fail('recording-missing');
    const written = await writeJsonFile(this.#jsonPath(recording.id), recording);
    return written.ok ? ok(recording) : written;
  }

  /** Writes both files. @param samples 16 kHz mono, −1 … 1 */
  async add(samples: Float32Array, recording: Omit<VoiceRecording, 'version' | 'id'>): Promise<Result<VoiceRecording>> {
    const id = this.newId();
    try {
      await makeFolder(this.folder);
    } catch (cause) {
      return failOfDisk(cause);
    }
    const written = await writeWholeFile(this.wavPath(id), formatWav(float32ToInt16(samples)));
    return written.ok ? this.save({ version: 1, id, ...recording }) : written;
  }

  async remove(id: string): Promise<Result<undefined>> {
    return this.#move(id, this.folder, this.#trash);
  }

  /** Brings back what was removed since the app started. */
  async restore(id: string): Promise<Result<undefined>> {
    return this.#move(id, this.#trash, this.folder);
  }

  #jsonPath(id: string): string {
    return join(this.folder, `${Id.parse(id)}.json`);
  }

  async #move(id: string, from: string, to: string): Promise<Result<undefined>> {
    try {
      await makeFolder(to);
      for (const ending of ['wav', 'json'])
        await rename(join(from, `${Id.parse(id)}.${ending}`), join(to, `${id}.${ending}`));
      return ok(undefined);
    } catch (cause) {
      return codeOf(cause) === 'ENOENT' ? fail('recording-missing') : failOfDisk(cause);
    }
  }
}
