import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { describe, expect, it } from 'vitest';

import { readCorpus } from '../../src/platform/corpus/corpus';
import { placeGeneralSpeech } from '../support/generalSpeech';
import { writeSmallModel } from '../support/smallModel';
import { temporaryFolder } from '../support/temporaryFolder';

const root = join(__dirname, '../..');
const longestMilliseconds = 50_000;

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `utter adapt` in a process of its own; `until` ends it, as a power cut would. */
async function adapt(
  parameters: readonly string[],
  until?: (stderr: string) => boolean,
  signal: NodeJS.Signals = 'SIGKILL',
): Promise<Ended> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/index.ts', 'adapt', ...parameters], { cwd: root });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  const ended = new Promise<number | null>((resolve) => {
    child.on('close', resolve);
  });
  const deadline = Date.now() + longestMilliseconds;
  while (until !== undefined && !until(stderr) && Date.now() < deadline && child.exitCode === null) await wait(5);
  if (until !== undefined) child.kill(signal);
  return { code: await ended, stdout, stderr };
}

describe('utter adapt', { timeout: longestMilliseconds }, () => {
  it(
    'goes on after kill -9, writes the model whole, and leaves the old one as it was',
    { timeout: 120_000 },
    async () => {
      const folder = temporaryFolder();
      const [model, output] = [join(folder, 'old.utter'), join(folder, 'mine.utter')];
      writeSmallModel(model);
      const before = readFileSync(model);
      const voice = await readCorpus(join(root, 'tests/recordings/recordings.tsv'), join(root, 'tests/recordings'));
      placeGeneralSpeech(folder, voice.ok ? voice.value.slice(0, 2) : []);
      const corpus = ['--corpus', 'tests/recordings/recordings.tsv', '--root', 'tests/recordings'];
      const parameters = [...corpus, '--model', model, '--output', output, '--general', folder, '--epochs', '4'];
      const killed = await adapt(parameters, () => existsSync(`${output}.adapting/checkpoint`));
      expect(killed.code).toBeNull();
      expect(existsSync(output)).toBe(false);
      const ended = await adapt([...parameters, '--json']);
      expect(ended.stderr).toContain('goes on at step 1 of');
      expect(ended.code).toBe(0);
      const { scores } = JSON.parse(ended.stdout) as { scores: { voice: object } };
      expect(Object.keys(scores.voice)).toEqual(['before', 'after']);
      expect(existsSync(output)).toBe(true);
      expect(existsSync(`${output}.adapting`)).toBe(false);
      expect(readFileSync(model).equals(before)).toBe(true);
    },
  );

  it('tells how far it has read the recordings, and on Ctrl-C that it goes on from there', async () => {
    const folder = temporaryFolder();
    const [model, voice] = [join(folder, 'old.utter'), join(folder, 'voice')];
    writeSmallModel(model);
    mkdirSync(voice);
    for (let number = 0; number < 200; number += 1) {
      copyFileSync('tests/recordings/an401-mdms2-b.opus', join(voice, `${number}.opus`));
      // What judges has other sentences than what is learnt from.
      writeFileSync(join(voice, `${number}.txt`), 'enter seven one five four'.slice(0, 6 + (number % 20)));
    }
    const general = await readCorpus(join(root, 'tests/recordings/recordings.tsv'), join(root, 'tests/recordings'));
    placeGeneralSpeech(folder, general.ok ? general.value.slice(0, 1) : []);
    const parameters = ['--recordings', voice, '--model', model, '--general', folder];
    const output = join(folder, 'mine.utter');
    const ended = await adapt(
      [...parameters, '--output', output],
      (stderr) => /of \d+ recordings read/u.test(stderr),
      'SIGINT',
    );
    expect(ended.stderr).toContain('200 of 200 recordings checked');
    expect(ended.stderr).toContain('recordings to learn from');
    expect(ended.stderr).toContain('stopped while the recordings were read; the same command goes on from here');
    expect(ended.code).toBe(1);
  });

  it('tells what it leaves out of a list where too little is left', async () => {
    const folder = temporaryFolder();
    const model = join(folder, 'old.utter');
    writeSmallModel(model);
    const list = join(folder, 'voice.tsv');
    const lines = ['one', 'two', 'three'].map((text) => `${text}.wav\t2\tme\tmine\t${text}`);
    writeFileSync(list, ['path\tseconds\tspeaker\tsource\ttext', ...lines, ''].join('\n'));
    const general = await readCorpus(join(root, 'tests/recordings/recordings.tsv'), join(root, 'tests/recordings'));
    placeGeneralSpeech(folder, general.ok ? general.value.slice(0, 1) : []);
    const parameters = ['--corpus', list, '--model', model, '--general', folder];
    const ended = await adapt([...parameters, '--output', join(folder, 'mine.utter')]);
    expect(ended.code).toBe(1);
    for (const name of ['one.wav', 'two.wav', 'three.wav'])
      expect(ended.stderr).toContain(
        `left out ${join(folder, name)}: “${name}” cannot be read: there is no such file.`,
      );
    expect(ended.stderr).toContain('There is too little speech to learn from.');
  });

  it.each([
    [['--replay', '0.5']],
    [['--corpus', 'voice.tsv', '--recordings', '.']],
    [['--corpus', 'voice.tsv', '--replay', '50']],
    [['--corpus', 'voice.tsv', '--learning-rate', '2']],
  ])('ends with 2 on wrong usage: %j', async (parameters) => {
    const ended = await adapt([...parameters, '--output', join(temporaryFolder(), 'mine.utter')]);
    expect(ended).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('error: ') as string });
  });

  it('learns nothing where the new model is to be a folder', async () => {
    const output = temporaryFolder();
    const ended = await adapt(['--corpus', 'tests/recordings/recordings.tsv', '--replay', '0', '--output', output]);
    expect(ended).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`“${output}” could not be written: it is a folder`) as string,
    });
    expect(existsSync(`${output}.adapting`)).toBe(false);
  });

  it('tells what was gained and where the model is when it cannot be put in its place', async () => {
    const folder = temporaryFolder();
    const [model, output] = [join(folder, 'old.utter'), join(folder, 'mine.utter')];
    writeSmallModel(model);
    const recordings = join(root, 'tests/recordings');
    const voice = await readCorpus(join(recordings, 'recordings.tsv'), recordings);
    placeGeneralSpeech(folder, voice.ok ? voice.value.slice(0, 1) : []);
    const corpus = ['--corpus', join(recordings, 'recordings.tsv'), '--root', recordings];
    const parameters = [...corpus, '--model', model, '--output', output, '--general', folder, '--epochs', '1'];
    const ending = adapt([...parameters, '--json']);
    while (!existsSync(`${output}.adapting`)) await wait(5);
    mkdirSync(output);
    const ended = await ending;
    expect(ended.code).toBe(1);
    expect(Object.keys(JSON.parse(ended.stdout) as object)).toEqual(['scores', 'sentences', 'isBetter']);
    expect(ended.stderr).toContain(`The new model is “${output}.adapting/model.utter”.`);
  });
});
