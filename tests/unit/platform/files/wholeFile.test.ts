import { existsSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { fail, ok } from '../../../../src/contract/result';
import { checkWritable, writeWholeFile } from '../../../../src/platform/files/wholeFile';
import { temporaryFolder } from '../../../support/temporaryFolder';

it('writes a file in place of another, and leaves nothing beside it', async () => {
  const path = join(temporaryFolder(), 'export.txt');
  writeFileSync(path, 'before');
  expect(await writeWholeFile(path, 'after')).toEqual(ok(undefined));
  expect([readFileSync(path, 'utf8'), readdirSync(join(path, '..'))]).toEqual(['after', ['export.txt']]);
});

it('replaces the file that a link leads to, and writes from pieces', async () => {
  const folder = temporaryFolder();
  const [path, link] = [join(folder, 'export.txt'), join(folder, 'link.txt')];
  writeFileSync(path, 'before');
  symlinkSync(path, link);
  expect(await writeWholeFile(link, new Set(['one ', 'two']))).toEqual(ok(undefined));
  expect([readFileSync(path, 'utf8'), lstatSync(link).isSymbolicLink()]).toEqual(['one two', true]);
});

it.runIf(existsSync('/dev/full'))('writes to a device, and does not replace it', async () => {
  const link = join(temporaryFolder(), 'full');
  symlinkSync('/dev/full', link);
  expect(await writeWholeFile(link, 'text')).toEqual(fail('disk-full'));
  expect(statSync('/dev/full').isCharacterDevice()).toBe(true);
});

it('takes names as long as the file system does', async () => {
  const path = join(temporaryFolder(), `${'n'.repeat(251)}.txt`);
  expect(await writeWholeFile(path, 'text')).toEqual(ok(undefined));
  expect(readFileSync(path, 'utf8')).toBe('text');
});

it('says which file it cannot write, why, and what to do, and leaves what was there', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'gone', 'export.txt');
  const message = 'its folder is gone. What was there before is kept; bring the folder back and try again.';
  expect(await writeWholeFile(path, '')).toEqual(fail('file-unwritable', `“${path}” could not be written: ${message}`));
  expect(await writeWholeFile(join(folder, 'n'.repeat(256)), '')).toMatchObject({
    error: { code: 'file-unwritable', message: expect.stringContaining('the name is too long') as string },
  });
  expect(readdirSync(folder)).toEqual([]);
});

it('tells before that a file cannot be written, and writes nothing', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), '');
  expect(await checkWritable(join(folder, 'new.svg'))).toEqual(ok(undefined));
  expect(await checkWritable(join(folder, 'file'))).toEqual(ok(undefined));
  for (const [path, reason] of [
    [folder, 'it is a folder'],
    [join(folder, 'gone', 'new.svg'), 'its folder is gone'],
    [join(folder, 'file', 'new.svg'), 'a file has the name of its folder'],
  ] as const)
    expect(await checkWritable(path)).toMatchObject({
      error: {
        code: 'file-unwritable',
        message: expect.stringContaining(`“${path}” could not be written: ${reason}`) as string,
      },
    });
  expect(readdirSync(folder)).toEqual(['file']);
});
