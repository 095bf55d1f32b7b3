import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat, statfs } from 'node:fs/promises';
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

/** Seven hours of stereo at 48 kHz with 24 bits. */
const mostPipedBytes = 8e9;
/** Of the room on the disk: others want some, too. */
const mostPartOfRoom = 0.5;

/**
 * A file that can be read at any place, as some formats need: a path as it is, a pipe by way of a file in a folder of the user's own
 * that goes at the end. Devices are refused, since they have no end, and so is a pipe through which more comes than 8 GB or half of what
 * is free on the disk. Fails with `audio-unreadable`. @param name in its sentence
 */
export async function seekable(
  source: string | Readable,
  name: string,
  mostBytes = mostPipedBytes,
): Promise<Result<SeekableFile>> {
  try {
    if (typeof source !== 'string') return ok(await copied(source, mostBytes));
    const state = await stat(source);
    if (state.isCharacterDevice() || state.isBlockDevice()) return unreadable(name, 'it is a device and no file');
    if (state.isFile() || state.isDirectory()) return ok({ path: source, dispose: () => Promise.resolve() });
    return ok(await copied(createReadStream(source), mostBytes));
  } catch (cause) {
    return unreadable(name, cause instanceof TooLong ? cause.message : reasonOf(cause));
  }
}

/** The message ends the sentence "… cannot be read: …". */
class TooLong extends Error {}

async function copied(source: Readable, mostBytes: number): Promise<SeekableFile> {
  const folder = await mkdtemp(join(tmpdir(), 'utter-'));
  const dispose = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const path = join(folder, 'piped');
    await pipeline(source, upTo(await roomFor(mostBytes, folder)), createWriteStream(path, { mode: 0o600 }));
    return { path, dispose };
  } catch (cause) {
    await dispose();
    throw cause;
  }
}

async function roomFor(mostBytes: number, folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return Math.min(mostBytes, bavail * bsize * mostPartOfRoom);
}

/** @throws TooLong where more comes */
const upTo = (mostBytes: number) =>
  async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
    let bytes = 0;
    for await (const piece of source) {
      bytes += piece.length;
      if (bytes > mostBytes)
        throw new TooLong(`more than ${Number((mostBytes / 1e9).toPrecision(2))} GB came; save it to a file`);
      yield piece;
    }
  };
