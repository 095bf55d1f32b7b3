import { accessSync, constants, mkdirSync } from 'node:fs';

import { codeOf } from './wholeFile';

const reasons: Readonly<Record<string, string>> = {
  EROFS: 'the disk is read-only',
  EACCES: 'the system gives no permission',
  EPERM: 'the system gives no permission',
  ENOTDIR: 'something else has its name',
  EEXIST: 'something else has its name',
  ENOSPC: 'the disk is full',
};

/** Why nothing can be written into the folder, as a sentence for people; null where it can, and is there. */
export function whyUnwritable(folder: string): string | null {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return null;
  } catch (cause) {
    const code = codeOf(cause);
    if (code === null) throw cause;
    return `The folder ${folder} cannot be written: ${reasons[code] ?? `the system says ${code}`}.`;
  }
}
