import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { cacheFolder } from './paths.mjs';
import { say } from './progress.mjs';

/**
 * Does something to the cache folder while no other set-up of this user does: two clones may be set up at once. A lock whose
 * owner has died is taken over.
 */
export async function withCacheLock(work) {
  mkdirSync(cacheFolder, { recursive: true });
  const lock = join(cacheFolder, 'setup.lock');
  await take(lock);
  const release = () => rmSync(lock, { recursive: true, force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

async function take(lock) {
  for (let told = false; ; await wait(500)) {
    try {
      mkdirSync(lock); // atomic: of two processes one gets it
      writeFileSync(join(lock, 'pid'), String(process.pid));
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (isAbandoned(lock)) rmSync(lock, { recursive: true, force: true });
    else if (!told) {
      say('  another set-up is at work on the cache folder; waiting for it');
      told = true;
    }
  }
}

function isAbandoned(lock) {
  try {
    const pidFile = join(lock, 'pid');
    // Between the folder and the pid in it lies a moment; a folder that stays empty belongs to one who died in it.
    if (!existsSync(pidFile)) return Date.now() - statSync(lock).mtimeMs > 10_000;
    process.kill(Number(readFileSync(pidFile, 'utf8')), 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}
