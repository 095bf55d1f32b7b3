import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';

import { describe, expect, it } from 'vitest';

import { whileLocked } from '../../../../src/platform/files/folderLock';
import { temporaryFolder } from '../../../support/temporaryFolder';

const modulePath = resolve(__dirname, '../../../../src/platform/files/folderLock.ts');

/** Takes the lock in a process of its own, and never gives it back. */
async function holdElsewhere(folder: string): Promise<() => Promise<void>> {
  const program = `
    const { whileLocked } = require(${JSON.stringify(modulePath)});
    void whileLocked(${JSON.stringify(folder)}, () => new Promise(() => { console.log('held'); setInterval(() => {}, 1000); }));`;
  const child = spawn(process.execPath, ['--import', 'tsx', '-e', program]);
  await once(child.stdout, 'data');
  return async () => {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
}

describe('whileLocked', () => {
  it('lets one work at a time, and leaves nothing behind', async () => {
    const folder = temporaryFolder();
    const said: string[] = [];
    const work = (name: string) => async (): Promise<string> => {
      said.push(`${name} begins`);
      for (let wait = 0; wait < 5; wait += 1) await turn();
      said.push(`${name} ends`);
      return name;
    };
    const names = ['a', 'b', 'c'];
    expect(await Promise.all(names.map((name) => whileLocked(folder, work(name))))).toEqual(names);
    for (let place = 0; place < said.length; place += 2)
      expect(said[place + 1]).toBe(said[place]!.replace('begins', 'ends'));
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is free again after work that failed', async () => {
    const folder = temporaryFolder();
    await expect(whileLocked(folder, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await whileLocked(folder, () => Promise.resolve('yes'))).toBe('yes');
  });

  it('waits for another process, and takes over from one that was killed', async () => {
    const folder = temporaryFolder();
    const kill = await holdElsewhere(folder);
    let isHeld = false;
    const held = whileLocked(folder, () => {
      isHeld = true;
      return Promise.resolve();
    });
    expect(readdirSync(folder)).toContain('lock');
    expect(isHeld).toBe(false);
    await kill();
    await held;
    expect(readdirSync(folder)).toEqual([]);
  });

  it.runIf(process.platform === 'linux')('takes a number that came again for another process', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'lock'));
    writeFileSync(join(folder, 'lock', `${process.pid}-1`), '');
    expect(await whileLocked(folder, () => Promise.resolve(readdirSync(join(folder, 'lock'))))).not.toContain(
      `${process.pid}-1`,
    );
  });
});
