import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { codeOf } from './wholeFile';

/** Whoever drops a whole disk does not mean every sound of every program on it. */
export const searchBounds = { depth: 8, folders: 2000, files: 1000 } as const;

export interface FilesFound {
  readonly paths: readonly string[];
  /** There is more than was looked through. */
  readonly isCut: boolean;
}

/**
 * The files of a folder and of those in it, the nearest first and each folder in the order of its names. Links are not followed, and
 * what is hidden is left out, as is a folder that cannot be read.
 */
export async function filesUnder(folder: string, pattern: RegExp): Promise<FilesFound> {
  const paths: string[] = [];
  const ahead = [{ path: folder, depth: 0 }];
  let isCut = false;
  // Grows while it is gone through.
  for (const { path, depth } of ahead) {
    const entries = await visibleIn(path);
    paths.push(
      ...entries.filter((entry) => entry.isFile() && pattern.test(entry.name)).map(({ name }) => join(path, name)),
    );
    const below = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(path, name));
    const room = depth === searchBounds.depth ? 0 : searchBounds.folders - ahead.length;
    if (below.length > room) isCut = true;
    ahead.push(...below.slice(0, room).map((each) => ({ path: each, depth: depth + 1 })));
    if (paths.length > searchBounds.files) return { paths: paths.slice(0, searchBounds.files), isCut: true };
  }
  return { paths, isCut };
}

async function visibleIn(folder: string) {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter(({ name }) => !name.startsWith('.'))
      .sort((one, other) => one.name.localeCompare(other.name, 'en', { numeric: true }));
  } catch (cause) {
    if (codeOf(cause) === null) throw cause;
    return [];
  }
}
