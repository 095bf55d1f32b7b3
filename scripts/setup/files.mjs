import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** The sha256 of a file, in hexadecimal. */
export async function sha256(path) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/**
 * Makes a folder that is either whole or not there: it is filled under another name and renamed at the end, so that a
 * set-up that was cut off leaves nothing half done behind. What an earlier one left under the other name goes: it may be a
 * gigabyte. Only to be called under the lock of the cache folder.
 * @param {(folder: string) => Promise<void>} fill
 */
export async function makeWhole(folder, fill) {
  const prefix = `.${basename(folder)}-`;
  mkdirSync(dirname(folder), { recursive: true });
  for (const name of readdirSync(dirname(folder)).filter((other) => other.startsWith(prefix)))
    rmSync(join(dirname(folder), name), { recursive: true, force: true });
  const draft = mkdtempSync(join(dirname(folder), prefix));
  try {
    await fill(draft);
    rmSync(folder, { recursive: true, force: true });
    renameSync(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Lets a link point to a folder, whatever stood there before. */
export function link(target, path) {
  mkdirSync(dirname(path), { recursive: true });
  if (existsSync(path) || lstatSync(path, { throwIfNoEntry: false })) rmSync(path, { recursive: true, force: true });
  symlinkSync(target, path, 'junction');
}
