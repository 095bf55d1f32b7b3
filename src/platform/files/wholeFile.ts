import { randomUUID } from 'node:crypto';
import { constants, writeSync } from 'node:fs';
import { access, open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { fail, ok, type Result } from '../../contract/result';

/** What a file is written from; of an iterable each piece is written when it is given. */
export type FileContent = string | Uint8Array | Iterable<string>;

/**
 * Writes a file whole or not at all: beside it first, then on the disk, then in its place. What was there before stays until
 * the moment that the new content is complete, whatever crashes. Where a link leads, the file at its end is replaced; what is no file,
 * such as /dev/stdout, is written to.
 */
export async function writeWholeFile(path: string, content: FileContent): Promise<Result<undefined>> {
  const target = await realpath(path).catch(() => path);
  const found = await stat(target).catch(() => null);
  if (found !== null && !found.isFile() && !found.isDirectory()) return writeInto(target, content);
  // A name of its own: with an ending, a long name would become one that the file system refuses.
  const unfinished = join(dirname(target), `.${randomUUID()}.tmp`);
  try {
    await writeThrough(unfinished, content);
    await rename(unfinished, target);
    await syncFolder(dirname(target));
    return ok(undefined);
  } catch (cause) {
    await removeIfThere(unfinished);
    return failOfDisk(cause, path);
  }
}

/** In place of what is there, on the same disk. */
export async function moveFile(from: string, to: string): Promise<Result<undefined>> {
  try {
    await rename(from, to);
    return ok(undefined);
  } catch (cause) {
    return failOfDisk(cause, to);
  }
}

async function writeInto(device: string, content: FileContent): Promise<Result<undefined>> {
  try {
    await writeFile(device, content);
    return ok(undefined);
  } catch (cause) {
    return failOfDisk(cause, device);
  }
}

/** Whether a file can be written there, before the work of which it is the end. Fails with `file-unwritable` and names it. */
export async function checkWritable(path: string): Promise<Result<undefined>> {
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory()) return fail('file-unwritable', `“${path}” could not be written: it is a folder.`);
  try {
    // The slash tells a folder from a file.
    await access(`${dirname(path)}/`, constants.W_OK);
    return ok(undefined);
  } catch (cause) {
    return failOfDisk(cause, path);
  }
}

/**
 * Writes every byte or throws: a disk that is nearly full takes a part and says so, and only the next write fails with the reason.
 *
 * @param position null: where the write before ended
 */
export function writeAll(file: number, bytes: Uint8Array, position: number | null = null): void {
  for (let written = 0; written < bytes.length;) {
    const place = position === null ? null : position + written;
    written += writeSync(file, bytes, written, bytes.length - written, place);
  }
}

/**
 * The failure of a write or of making a folder; an exception that no system call made is thrown on.
 *
 * @param path what was to be written, to be named with the reason
 */
export function failOfDisk(cause: unknown, path?: string): Result<never> {
  const code = codeOf(cause);
  if (code === null) throw cause;
  if (code === 'ENOSPC' || code === 'EDQUOT') return fail('disk-full');
  if (path === undefined) return fail('file-unwritable');
  const [reason, remedy] = reasons[code] ?? [`the system says ${code}`, 'look at the disk'];
  return fail(
    'file-unwritable',
    `“${path}” could not be written: ${reason}. What was there before is kept; ${remedy} and try again.`,
  );
}

/** Why the system refuses, and what to do then. */
const reasons: Readonly<Record<string, readonly [reason: string, remedy: string]>> = {
  EROFS: ['the disk is read-only', 'make it writable'],
  EACCES: ['the system gives no permission', 'allow yourself to write there'],
  EPERM: ['the system gives no permission', 'allow yourself to write there'],
  EBUSY: ['another program has it open', 'close it there'],
  EIO: ['the disk does not answer', 'look at the disk'],
  ENOENT: ['its folder is gone', 'bring the folder back'],
  ENOTDIR: ['a file has the name of its folder', 'choose another place'],
  ENAMETOOLONG: ['the name is too long', 'choose a shorter one'],
};

/** Node's name of a system error, such as ENOENT; null for any other exception. */
export function codeOf(cause: unknown): string | null {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : null;
}

/** Where nothing can be written nothing can be removed either; the failure of the write is what is told. */
async function removeIfThere(path: string): Promise<void> {
  try {
    await rm(path, { force: true });
  } catch (cause) {
    if (codeOf(cause) === null) throw cause;
  }
}

async function writeThrough(path: string, content: FileContent): Promise<void> {
  const file = await open(path, 'w');
  try {
    await writeFile(file, content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Without this a power cut may undo the rename. Windows cannot open a folder, and needs it not. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
