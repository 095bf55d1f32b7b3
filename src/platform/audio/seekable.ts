import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { ok, type Result } from '../../contract/result';
import { reasonOf, unreadable } from './unreadable';

interface SeekableFile {
  readonly path: string;
  /** Takes away what was written for it. */
  dispose(): Promise<void>;
}

/**
 * A file that can be read at any place, as some formats need: a path as it is, a pipe by way of a file in a folder of the user's own
 * that goes at the end. Devices are refused, since they have none. Fails with `audio-unreadable`. @param name in its sentence
 */
export async function seekable(source: string | Readable, name: string): Promise<Result<SeekableFile>> {
  try {
    if (typeof source !== 'string') return ok(await copied(source));
    const state = await stat(source);
    if (state.isCharacterDevice() || state.isBlockDevice()) return unreadable(name, 'it is a device and no file');
    if (state.isFile() || state.isDirectory()) return ok({ path: source, dispose: () => Promise.resolve() });
    return ok(await copied(createReadStream(source)));
  } catch (cause) {
    return unreadable(name, reasonOf(cause));
  }
}

async function copied(source: Readable): Promise<SeekableFile> {
  const folder = await mkdtemp(join(tmpdir(), 'utter-'));
  const dispose = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const path = join(folder, 'piped');
    await pipeline(source, createWriteStream(path, { mode: 0o600 }));
    return { path, dispose };
  } catch (cause) {
    await dispose();
    throw cause;
  }
}
