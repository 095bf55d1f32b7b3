import { resolve } from 'node:path';

import { describe, expect, it } from 'vitest';

import { openedFiles } from '../../../../src/main/desktop/openedFiles';

const opened = (...words: string[]): string[] =>
  openedFiles(['/opt/utter/utter.wav', ...words], '/home/ada', /\.wav$/iu);

describe('openedFiles', () => {
  it('are the sound files behind the name of the app, from the folder in which it was started', () => {
    expect(opened('talk.WAV', '/tmp/other.wav')).toEqual([resolve('/home/ada/talk.WAV'), resolve('/tmp/other.wav')]);
  });

  it('are no switches, no words, and no folder of an app', () => {
    expect(opened('--file=talk.wav', 'toggle', '/work/utter', 'notes.txt')).toEqual([]);
  });
});
