import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

import { codeOf } from './wholeFile';

const reasons: Readonly<Record<string, string>> = {
  EROFS: 'the disk is read-only',
  EACCES: 'the system gives no permission',
  EPERM: 'the system gives no permission',
  ENOTDIR: 'something else has its name',
  EEXIST: 'something else has its name',
  ENOSPC: 'the disk is full',
  ENOENT: 'no folder can be made there',
};

/** Why nothing can be written into the folder, as a sentence for people; null where it can, and is there. */
export function whyUnwritable(folder: string): string | null {
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK);
    return null;
  } catch (cause) {
    const code = codeOf(cause);
    if (code === null) throw cause;
    return `The folder ${folder} cannot be written: ${reasons[code] ?? `the system says ${code}`}.`;
  }
}

/** With those above it that are missing. Where the system takes no folder, as in /proc, Node's own recursive way tries without end. */
function makeFolder(path: string): void {
  try {
    mkdirSync(path);
  } catch (cause) {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return;
    if (codeOf(cause) !== 'ENOENT' || dirname(path) === path) throw cause;
    makeFolder(dirname(path));
    mkdirSync(path);
  }
}
