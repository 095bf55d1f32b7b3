import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { ok } from '../../../../src/contract/result';
import type { FoldersSearched } from '../../../../src/contract/transcription';
import { addDropped, DroppedFiles } from '../../../../src/main/transcription/handlers';
import type { Transcriptions } from '../../../../src/main/transcription/transcriptions';
import { temporaryFolder } from '../../../support/temporaryFolder';

async function drop(dropped: readonly string[], refused = 0) {
  const paths: string[] = [];
  const searches: FoldersSearched[] = [];
  const transcriptions = {
    addFiles: (files: readonly string[]) => {
      paths.push(...files);
      return Promise.resolve(ok(refused));
    },
  } as Pick<Transcriptions, 'addFiles'> as Transcriptions;
  const onSearched = (searched: FoldersSearched) => void searches.push(searched);
  await addDropped({ transcriptions, soundName: /\.wav$/u, onSearched }, dropped);
  return { paths, searches };
}

describe('addDropped', () => {
  it('takes files as they are, and of a folder the sound files in it and below', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'talks', 'may'), { recursive: true });
    for (const name of ['one.mp3', 'talks/may/two.wav', 'talks/notes.txt']) writeFileSync(join(folder, name), '');
    const dropped = ['one.mp3', 'talks', 'gone.wav'].map((name) => join(folder, name));
    const paths = ['one.mp3', 'talks/may/two.wav', 'gone.wav'].map((name) => join(folder, name));
    expect(await drop(dropped)).toEqual({ paths, searches: [] });
  });

  it('tells of folders without sound, and of nothing that was no drop', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'notes.txt'), '');
    expect(await drop([folder])).toEqual({ paths: [], searches: [{ count: 0, isCut: false, refused: 0 }] });
    expect(await drop([])).toEqual({ paths: [], searches: [] });
  });
});

it('tells how many of what was dropped the list has no room for', async () => {
  const dropped = ['/one.wav', '/two.wav', '/three.wav'];
  expect((await drop(dropped, 2)).searches).toEqual([{ count: 1, isCut: false, refused: 2 }]);
});

describe('DroppedFiles', () => {
  it('is a list of paths, and nothing else is', () => {
    for (const input of [undefined, '/a.wav', [1], [''], { path: '/a.wav' }, Array(100_001).fill('/a.wav')])
      expect(DroppedFiles.safeParse(input).success).toBe(false);
  });
});
