import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

import { codeOf } from './wholeFile';

/**
 * Makes a folder and those above it that are missing; one that is there is left as it is.
 *
 * @throws with the system's reason: of a read-only disk Node's own recursive way says that the folder is gone
 */
export async function makeFolder(path: string): Promise<void> {
  const refused = await whyNotMade(path);
  if (refused === null) return;
  if (codeOf(refused) !== 'ENOENT' || dirname(path) === path) throw refused;
  await makeFolder(dirname(path));
  const still = await whyNotMade(path);
  if (still !== null) throw still;
}

/** Null where it is there now. */
async function whyNotMade(path: string): Promise<Error | null> {
  try {
    await mkdir(path);
    return null;
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    return codeOf(cause) === 'EEXIST' ? null : cause;
  }
}
