import { resolve } from 'node:path';

import { describe, expect, it } from 'vitest';

import { filesSwitch } from '../../../../src/contract/filesSwitch';
import { openedFiles } from '../../../../src/main/desktop/openedFiles';

const soundName = /\.wav$/iu;

const opened = (...words: string[]): string[] =>
  openedFiles(['/opt/utter/utter.wav', ...words], { workingFolder: '/home/ada', appFolder: '/work/utter', soundName });

describe('openedFiles', () => {
  it('are the sound files behind the name of the app, from the folder in which it was started', () => {
    expect(opened('talk.WAV', '/tmp/other.wav')).toEqual([resolve('/home/ada/talk.WAV'), resolve('/tmp/other.wav')]);
  });

  it('are no switches, no words, and no folder of an app', () => {
    expect(opened('--file=talk.wav', 'toggle', '/work/utter', 'notes.txt')).toEqual([]);
  });

  it('are whatever it is told to open, by any name: only then can it say what is wrong with it', () => {
    const paths = ['/home/ada/talks', '/home/ada/notes.txt', '/home/ada/lost.wav'].map((path) => resolve(path));
    expect(opened(filesSwitch, resolve('/work/utter'), '--no-sandbox', ...paths)).toEqual(paths);
  });
});
