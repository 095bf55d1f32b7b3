import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { codeOf } from './wholeFile';

const askMilliseconds = 50;

/**
 * Does some work in a folder while no other run does, of this process or of another on this machine: waits until it ends. What a
 * process left that was killed holds nobody up. Throws what `work` and the disk do.
 *
 * The lock is the folder `lock` with an empty file in it, named after the process that holds it. It comes and goes by renaming, so
 * that it is never seen half made, and a stale one is emptied by the name of its holder, so that nobody else's can be meant.
 */
export async function whileLocked<Value>(folder: string, work: () => Promise<Value>): Promise<Value> {
  const lock = join(folder, 'lock');
  const own = join(folder, `.lock-${randomUUID()}`);
  mkdirSync(own);
  try {
    writeFileSync(join(own, nameOf(process.pid) ?? ''), '');
    while (!isTaken(own, lock)) await wait(askMilliseconds);
    try {
      return await work();
    } finally {
      renameSync(lock, own);
    }
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

function isTaken(own: string, lock: string): boolean {
  emptyIfStale(lock);
  return unlessCode(['EEXIST', 'ENOTEMPTY', 'EPERM'], () => {
    renameSync(own, lock);
  });
}

function emptyIfStale(lock: string): void {
  unlessCode(['ENOENT', 'ENOTEMPTY', 'EEXIST'], () => {
    const [holder] = readdirSync(lock);
    if (holder === nameOf(Number.parseInt(holder ?? '', 10))) return;
    if (holder !== undefined) rmSync(join(lock, holder), { force: true });
    // Only Windows needs this: elsewhere a folder takes the place of an empty one.
    rmdirSync(lock);
  });
}

/** Whether something was done; false where the file system refused it with one of `codes`. */
function unlessCode(codes: readonly string[], act: () => void): boolean {
  try {
    act();
    return true;
  } catch (cause) {
    if (codes.includes(codeOf(cause) ?? '')) return false;
    throw cause;
  }
}

/**
 * What tells a process from every other: its number, and on Linux the moment that it began, since numbers come again, most of all in
 * containers. Null where it does not run.
 */
function nameOf(pid: number): string | null {
  if (!isRunning(pid)) return null;
  if (process.platform !== 'linux') return String(pid);
  // `PID (NAME) STATE …`, proc(5): the state is field 3, the start field 22; a Z has ended and was not waited for.
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? null : `${pid}-${fields[19] ?? ''}`;
}

function isRunning(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return codeOf(cause) === 'EPERM';
  }
}
