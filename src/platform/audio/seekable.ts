import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

interface SeekableFile {
  readonly path: string;
  /** Takes away what was written for it. */
  dispose(): Promise<void>;
}

/**
 * A file that can be read at any place, as some formats need: a path as it is, a pipe by way of a file in a folder of the user's own
 * that goes at the end. Throws what the system throws.
 */
export async function seekable(source: string | Readable): Promise<SeekableFile> {
  if (typeof source === 'string') {
    const state = await stat(source).catch(() => null);
    if (state === null || state.isFile() || state.isDirectory())
      return { path: source, dispose: () => Promise.resolve() };
  }
  const folder = await mkdtemp(join(tmpdir(), 'utter-'));
  const dispose = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const path = join(folder, 'piped');
    await pipeline(
      typeof source === 'string' ? createReadStream(source) : source,
      createWriteStream(path, { mode: 0o600 }),
    );
    return { path, dispose };
  } catch (cause) {
    await dispose();
    throw cause;
  }
}
