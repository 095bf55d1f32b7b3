import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import { describe, expect, it } from 'vitest';

import { filesUnder, searchBounds } from '../../../../src/platform/files/filesUnder';
import { temporaryFolder } from '../../../support/temporaryFolder';

function folderOf(names: readonly string[]): string {
  const folder = temporaryFolder();
  for (const name of names) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), '');
  }
  return folder;
}

async function found(folder: string) {
  const { paths, isCut } = await filesUnder(folder, /\.wav$/u);
  return { names: paths.map((path) => relative(folder, path).replaceAll('\\', '/')), isCut };
}

const deep = (depth: number): string => `${'below/'.repeat(depth)}deep.wav`;

describe('filesUnder', () => {
  it('finds files in the folders of a folder, in order, and nothing that is hidden or of another kind', async () => {
    const names = [
      '10.wav',
      '9.wav',
      'talks/one.wav',
      'talks/notes.txt',
      'talks/may/two.wav',
      '._9.wav',
      '.trash/no.wav',
    ];
    expect(await found(folderOf(names))).toEqual({
      names: ['9.wav', '10.wav', 'talks/one.wav', 'talks/may/two.wav'],
      isCut: false,
    });
  });

  it.skipIf(process.platform === 'win32')('follows no links, in circles or out of the folder', async () => {
    const folder = folderOf(['one.wav', 'talks/two.wav']);
    symlinkSync(folder, join(folder, 'talks', 'circle'));
    expect((await found(folder)).names).toEqual(['one.wav', 'talks/two.wav']);
  });

  it('goes so deep, and tells where there is more', async () => {
    const { depth } = searchBounds;
    expect(await found(folderOf([deep(depth)]))).toEqual({ names: [deep(depth)], isCut: false });
    expect(await found(folderOf(['one.wav', deep(depth + 1)]))).toEqual({ names: ['one.wav'], isCut: true });
  });

  it('finds so many files, and tells where there are more', async () => {
    const { files } = searchBounds;
    const names = Array.from({ length: files + 1 }, (_, index) => `${index}.wav`);
    const { names: taken, isCut } = await found(folderOf(names));
    expect([taken.length, taken.at(-1), isCut]).toEqual([files, `${files - 1}.wav`, true]);
  });

  it('finds nothing in a folder that is not there', async () => {
    expect(await found(join(temporaryFolder(), 'gone'))).toEqual({ names: [], isCut: false });
  });
});
