import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { ok } from '../../../../src/contract/result';
import { addDropped } from '../../../../src/main/transcription/handlers';
import type { Transcriptions } from '../../../../src/main/transcription/transcriptions';
import { temporaryFolder } from '../../../support/temporaryFolder';

async function added(input: unknown): Promise<readonly string[]> {
  const paths: string[] = [];
  const transcriptions = {
    addFiles: (files: readonly string[]) => {
      paths.push(...files);
      return Promise.resolve(ok(undefined));
    },
  } as Pick<Transcriptions, 'addFiles'> as Transcriptions;
  await addDropped({ transcriptions, soundName: /\.wav$/u }, input);
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

  it('passes over what is no list of paths', async () => {
    for (const input of [undefined, '/a.wav', [1], [''], { path: '/a.wav' }]) expect(await added(input)).toEqual([]);
  });
});
