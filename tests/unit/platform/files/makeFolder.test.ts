import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { makeFolder } from '../../../../src/platform/files/makeFolder';
import { failOfDisk } from '../../../../src/platform/files/wholeFile';
import { temporaryFolder } from '../../../support/temporaryFolder';

it('makes what is missing and leaves what is there', async () => {
  const folder = temporaryFolder();
  await makeFolder(join(folder, 'a', 'b'));
  await makeFolder(join(folder, 'a', 'b'));
  expect(existsSync(join(folder, 'a', 'b'))).toBe(true);
  writeFileSync(join(folder, 'file'), '');
  await expect(makeFolder(join(folder, 'file', 'c'))).rejects.toMatchObject({ code: 'ENOTDIR' });
});

it('says of a read-only disk that it is that', async ({ skip }) => {
  const disk = join(temporaryFolder(), 'disk');
  mkdirSync(disk);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'tmpfs', disk], { stdio: 'ignore' });
  } catch {
    // Only root may, and not everywhere.
    skip();
  }
  try {
    const failed = await makeFolder(join(disk, 'a', 'b')).catch((cause: unknown) => failOfDisk(cause, disk));
    expect(failed).toMatchObject({ error: { message: expect.stringContaining('the disk is read-only') as string } });
  } finally {
    execFileSync('umount', ['--lazy', disk]);
  }
});
