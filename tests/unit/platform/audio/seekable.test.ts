import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { describe, expect, it } from 'vitest';

import { seekable } from '../../../../src/platform/audio/seekable';
import { temporaryFolder } from '../../../support/temporaryFolder';

async function open(source: string | Readable): Promise<{ readonly path: string; dispose(): Promise<void> }> {
  const file = await seekable(source, 'sound');
  if (!file.ok) throw new Error(file.error.message);
  return file.value;
}

describe('seekable', () => {
  it('takes a file where it lies', async () => {
    const path = join(temporaryFolder(), 'sound.wav');
    writeFileSync(path, 'sound');
    const file = await open(path);
    await file.dispose();
    expect(file.path).toBe(path);
    expect(existsSync(path)).toBe(true);
  });

  it('puts what comes through a pipe into a file that goes with it', async () => {
    const file = await open(Readable.from([Buffer.from('so'), Buffer.from('und')]));
    expect(readFileSync(file.path, 'utf8')).toBe('sound');
    await file.dispose();
    expect(existsSync(file.path)).toBe(false);
  });

  it('refuses more than there may come, and leaves nothing on the disk', async () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('utter-'));
    const endless = Readable.from(
      (function* () {
        for (;;) yield Buffer.alloc(65_536);
      })(),
    );
    const refused = await seekable(endless, 'pipe', 1_000_000);
    expect(refused.ok ? '' : refused.error.message).toBe(
      '“pipe” cannot be read: more than 0.001 GB came; save it to a file.',
    );
    expect(endless.destroyed).toBe(true);
    const after = readdirSync(tmpdir()).filter((name) => /^utter-\w{6}$/u.test(name) && !before.includes(name));
    expect(after).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('reads a pipe that has a name', async () => {
    const path = join(temporaryFolder(), 'pipe');
    execFileSync('mkfifo', [path]);
    spawn('sh', ['-c', 'printf sound > "$0"', path]);
    const file = await open(path);
    expect(readFileSync(file.path, 'utf8')).toBe('sound');
    await file.dispose();
  });

  it.skipIf(process.platform === 'win32')('refuses what has no end or leads nowhere', async () => {
    const link = join(temporaryFolder(), 'link');
    symlinkSync(link, link);
    const failures = [await seekable('/dev/zero', 'zero'), await seekable(link, 'link')];
    expect(failures.map((failure) => (failure.ok ? '' : failure.error.message))).toEqual([
      '“zero” cannot be read: it is a device and no file.',
      '“link” cannot be read: it is a link that leads to itself.',
    ]);
  });
});
