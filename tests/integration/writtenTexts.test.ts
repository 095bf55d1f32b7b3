import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { readAudio } from '../../src/platform/audio/audioFile';
import { writeSmallModel } from '../support/smallModel';
import { chunk, coded, formatChunk, wav } from '../support/soundFiles';
import { temporaryFolder } from '../support/temporaryFolder';
import { utter } from '../support/utter';

const root = join(__dirname, '../..');
const recording = join(root, 'tests/recordings/cv40197745.opus');
/** One that has learnt what silence is. */
const lightModel = join(root, 'resources/models/english-light.utter');
const quick = ['--backend', 'wasm'];

describe('the texts that the command line writes', { timeout: 120_000 }, () => {
  it('hears each channel by itself, into a folder of texts, and replaces none', async () => {
    const audio = await readAudio(recording);
    if (!audio.ok) throw new Error(audio.error.message);
    const turns = Float32Array.from({ length: 2 * audio.value.length }, (_, index) =>
      index % 2 === 0 ? audio.value[index / 2]! : 0,
    );
    const coding = { tag: 1, bits: 16, channels: 2 };
    const folder = temporaryFolder();
    const path = join(folder, 'call.wav');
    writeFileSync(path, wav(formatChunk(coding), chunk('data', coded(turns, coding))));
    const texts = join(folder, 'texts');
    const command = ['transcribe', '--model', lightModel, ...quick, '--channel', 'each', '--output', texts, path];
    const run = await utter(command);
    expect(run).toMatchObject({ code: 0, stdout: '' });
    expect(run.stderr).toContain('No speech was found in “call.wav”.');
    const left = readFileSync(join(texts, 'call left channel.txt'), 'utf8');
    expect(left.trim()).not.toBe('');
    expect(readFileSync(join(texts, 'call right channel.txt'), 'utf8')).toBe('');
    expect(await utter(command)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('is there already, and nothing was replaced') as string,
    });
  });

  it('writes the texts of sounds of one name beside each other, prints JSON as well, and hears nothing that cannot be written', async () => {
    const folder = temporaryFolder();
    const model = join(folder, 'small.utter');
    writeSmallModel(model);
    const second = join(folder, 'second', basename(recording));
    mkdirSync(dirname(second), { recursive: true });
    copyFileSync(recording, second);
    const texts = join(folder, 'of one name');
    const command = ['transcribe', '--model', model, ...quick, '--format', 'srt', '--output', texts, recording, second];
    const run = await utter([...command, '--json']);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    const { files } = JSON.parse(run.stdout) as { files: { file: string }[] };
    expect(files.map(({ file }) => file)).toEqual([recording, second]);
    const name = basename(recording, extname(recording));
    const [one, other] = ['', ' 2'].map((end) => readFileSync(join(texts, `${name}${end}.srt`), 'utf8'));
    expect(one).toContain('-->');
    expect(other).toBe(one);
    // A text that was heard and could not be written would be printed.
    const again = await utter(command);
    expect(again).toMatchObject({ code: 1, stdout: '' });
    expect(again.stderr).toContain('is there already, and nothing was replaced');
  });
});
