import type { SeenFile } from '../../platform/files/stillFiles';

/** So many names of files that were seen in the watched folder are kept. */
export const mostKnown = 100_000;

/** What is said of a folder that has more to begin with. */
export const tooManyFiles = `The folder has more than ${new Intl.NumberFormat('en-GB').format(mostKnown)} sound files. Choose another one.`;

interface NewFiles {
  /** What is to be written down. */
  readonly taken: readonly SeenFile[];
  /** Together with it what is not to be written down any more. */
  readonly known: string[];
  /** What there is no room for: it is not known, and found again. */
  readonly left: number;
}

/** The files of a watched folder that are new. Files that are gone from it are remembered while there is room: a disk may come back. */
export function newFiles(known: readonly string[], files: readonly SeenFile[], room: number): NewFiles {
  const isKnown = new Set(known);
  const fresh = files.filter(({ stamp }) => !isKnown.has(stamp));
  const isThere = new Set(files.map(({ stamp }) => stamp));
  const kept = known.length + fresh.length <= mostKnown ? known : known.filter((stamp) => isThere.has(stamp));
  const taken = fresh.slice(0, Math.max(0, Math.min(room, mostKnown - kept.length)));
  return { taken, known: [...kept, ...taken.map(({ stamp }) => stamp)], left: fresh.length - taken.length };
}
