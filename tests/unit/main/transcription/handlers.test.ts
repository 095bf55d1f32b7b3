import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { ok } from '../../../../src/contract/result';
import { addDropped, DroppedFiles } from '../../../../src/main/transcription/handlers';
import type { Transcriptions } from '../../../../src/main/transcription/transcriptions';
import { temporaryFolder } from '../../../support/temporaryFolder';

async function added(dropped: readonly string[]): Promise<readonly string[]> {
  const paths: string[] = [];
  const transcriptions = {
    addFiles: (files: readonly string[]) => {
      paths.push(...files);
      return Promise.resolve(ok(undefined));
    },
  } as Pick<Transcriptions, 'addFiles'> as Transcriptions;
  await addDropped({ transcriptions, soundName: /\.wav$/u }, dropped);
  return paths;
}

describe('addDropped', () => {
  it('takes files as they are, and of a folder the sound files in it', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'talks'));
    for (const name of ['one.mp3', 'talks/two.wav', 'talks/notes.txt']) writeFileSync(join(folder, name), '');
    const dropped = ['one.mp3', 'talks', 'gone.wav'].map((name) => join(folder, name));
    expect(await added(dropped)).toEqual(['one.mp3', 'talks/two.wav', 'gone.wav'].map((name) => join(folder, name)));
  });
});

describe('DroppedFiles', () => {
  it('is a list of paths, and nothing else is', () => {
    for (const input of [undefined, '/a.wav', [1], [''], { path: '/a.wav' }, Array(10_001).fill('/a.wav')])
      expect(DroppedFiles.safeParse(input).success).toBe(false);
  });
});
