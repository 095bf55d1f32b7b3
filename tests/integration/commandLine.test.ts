import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { Take } from '../../src/contract/transcript';
import { float32ToInt16, joinSamples } from '../../src/core/audio/pcm';
import { formatWav } from '../../src/core/audio/wav';
import { readAudio } from '../../src/platform/audio/audioFile';
import { writeSmallModel } from '../support/smallModel';
import { parseSrt } from '../support/srt';
import { utter, utterUntilText } from '../support/utter';

const root = join(__dirname, '../..');
const recording = join(root, 'tests/recordings/cv40197745.opus');
const corpus = join(root, 'tests/recordings/recordings.tsv');
const limit = 120_000;
/** Loads in half the time, and hears the same; what is chosen by itself is heard with in the first test and in `evaluate`. */
const quick = ['--backend', 'wasm'];
/** One that has learnt what silence is. */
const lightModel = join(root, 'resources/models/english-light.utter');

const Word = z.strictObject({
  text: z.string().min(1),
  start: z.number().nonnegative(),
  end: z.number(),
  confidence: z.number().min(0).max(1),
});
const Transcripts = z.strictObject({
  files: z.array(
    z.strictObject({
      file: z.string(),
      text: z.string(),
      words: z.array(Word),
      channel: z.string().optional(),
      ...{ shaped: z.array(Word).optional(), doubted: z.array(Word).optional() },
      damage: z.looseObject({ missingSeconds: z.number().nullable() }).optional(),
    }),
  ),
});
const Score = z.strictObject({
  utterances: z.int(),
  words: z.int(),
  wer: z.number(),
  cer: z.number(),
  realTimeFactor: z.number().positive(),
  werInterval: z.strictObject({ low: z.number(), high: z.number(), resampled: z.enum(['speakers', 'utterances']) }),
});
const Evaluation = z.strictObject({
  all: Score,
  sources: z.record(z.string(), Score),
  settings: z.record(z.string(), z.unknown()),
});
const Benchmark = z.strictObject({
  machine: z.string(),
  backend: z.string(),
  realTimeFactor: z.number().positive(),
  stages: z.strictObject({ model: z.number(), decoder: z.number(), again: z.number() }),
});
const Piece = z.looseObject({ found: z.boolean(), version: z.string().nullable(), source: z.string().nullable() });
const Findings = z.looseObject({
  electron: Piece,
  tensorflow: Piece,
  portaudio: Piece,
  model: Piece,
  lightModel: Piece,
});

/** Stdout must be one JSON object and nothing else. */
const only = <Shape extends z.ZodType>(schema: Shape, stdout: string): z.infer<Shape> =>
  schema.parse(JSON.parse(stdout));

describe('the command line', { timeout: limit }, () => {
  let folder = '';
  let model = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'utter-cli-'));
    model = join(folder, 'small.utter');
    writeSmallModel(model);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('transcribes to one JSON object; a file that cannot be read gets a sentence and the others go on', async () => {
    const run = await utter(['transcribe', '--json', '--model', model, join(folder, 'none.wav'), recording]);
    const { files } = only(Transcripts, run.stdout);
    expect(files.map(({ file }) => file)).toEqual([recording]);
    const [{ text, words } = { text: '', words: [] }] = files;
    expect(text).toBe(words.map((word) => word.text).join(' '));
    expect(text).not.toBe('');
    for (const [index, { start, end }] of words.entries()) {
      expect(end).toBeGreaterThan(start);
      expect(start).toBeGreaterThanOrEqual(words[index - 1]?.end ?? 0);
      expect(end).toBeLessThanOrEqual(4.05);
    }
    // And nothing of what libraries have to say.
    expect(run.stderr).toBe('“none.wav” cannot be read: there is no such file.\n');
    expect(run.code).toBe(1);
  });

  it('writes the same text from a file, from standard input, as SRT, as JSON, and while it plays', async () => {
    const audio = await readAudio(recording);
    if (!audio.ok) throw new Error(audio.error.message);
    const spoken = formatWav(float32ToInt16(audio.value));
    const path = join(folder, 'spoken.wav');
    await writeFile(path, spoken);
    const command = ['transcribe', '--model', model, ...quick];
    const fromFile = await utter([...command, path]);
    expect(fromFile.code).toBe(0);
    expect(fromFile.stdout.trim()).not.toBe('');
    expect(await utter([...command, '-'], spoken)).toMatchObject({ code: 0, stdout: fromFile.stdout });
    // A microphone gives sixteen bits, which a model of drawn weights would hear.
    const spokenText = (await utter(['transcribe', '--model', lightModel, ...quick, path])).stdout;
    expect(await utter(['dictate', '--no-shape', '--model', lightModel, ...quick, '--file', path])).toMatchObject({
      code: 0,
      stdout: spokenText,
    });
    const letters = (text: string): string => text.replaceAll(/\s/g, '');
    const captions = parseSrt(`${(await utter([...command, '--format', 'srt', path])).stdout}\n`);
    expect(letters(captions.flatMap(({ lines }) => lines).join(''))).toBe(letters(fromFile.stdout));
    const take = Take.parse(JSON.parse((await utter([...command, '--format', 'json', path])).stdout));
    expect(take.utterances.flatMap(({ words }) => words.map(({ text }) => text)).join('')).toBe(
      letters(fromFile.stdout),
    );
    expect(take.seconds).toBeCloseTo(audio.value.length / 16_000, 6);
  });

  it('reads what is left of a damaged file, tells what is not, and fails only where it is to be strict', async () => {
    const sound = await readFile(recording);
    const damaged = join(folder, 'damaged.opus');
    await writeFile(damaged, sound.subarray(0, Math.round(sound.length * 0.8)));
    const command = ['transcribe', '--json', '--model', model, ...quick, damaged];
    const run = await utter(command);
    expect(run.code).toBe(0);
    expect(run.stderr).toMatch(/“damaged\.opus” is cut off at \d\.\d\d s/u);
    expect(only(Transcripts, run.stdout).files[0]?.damage).toMatchObject({ missingSeconds: null });
    expect((await utter([...command, '--strict'])).code).toBe(1);
  });

  it('keeps the text so far where it is interrupted, and says where', async () => {
    const audio = await readAudio(recording);
    if (!audio.ok) throw new Error(audio.error.message);
    const whole = joinSamples(Array.from({ length: 60 }, () => [audio.value, new Float32Array(32_000)]).flat());
    const path = join(folder, 'long.wav');
    await writeFile(path, formatWav(float32ToInt16(whole)));
    const run = await utterUntilText(['transcribe', '--model', lightModel, ...quick, path]);
    expect(run.code).toBe(1);
    expect(run.stdout).toMatch(/\w.*\n$/u);
    const [, minutes, seconds] = /Stopped at (\d+):(\d\d) of “long\.wav”\.\n/u.exec(run.stderr) ?? [];
    const stoppedAt = 60 * Number(minutes) + Number(seconds);
    expect(stoppedAt).toBeGreaterThan(0);
    expect(stoppedAt).toBeLessThan(whole.length / 16_000 - 1);
  });

  it('shapes what it transcribes where that is asked for, by the table that is named', async () => {
    const command = ['transcribe', '--json', '--model', model, ...quick, recording];
    const heard = only(Transcripts, (await utter(command)).stdout).files[0];
    const commands = join(folder, 'commands.json');
    await writeFile(commands, '[{"spoken":"plus sign","effect":"write","text":"+"}]');
    const shape = [...command, '--shape', '--numbers', 'words', '--commands', commands];
    const shaped = only(Transcripts, (await utter(shape)).stdout).files[0];
    expect(shaped).toMatchObject({ words: heard?.words, text: expect.stringMatching(/^[A-Z]/u) as string });
    expect(shaped?.shaped?.map(({ text }) => text.toLowerCase().replace(/[,.?]$/u, '')).join(' ')).toBe(heard?.text);
    await writeFile(commands, '[{"spoken":"New Line"}]');
    expect(await utter(shape)).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('is not a list of spoken commands') as string,
    });
  });

  it('evaluates by source, both decoders and any look-ahead', async () => {
    const run = await utter([
      'evaluate',
      '--json',
      '--corpus',
      corpus,
      '--limit',
      '2',
      '--model',
      model,
      '--look-ahead',
      'full',
      '--decoder',
      'greedy',
    ]);
    const { all, sources, settings } = only(Evaluation, run.stdout);
    expect(run.code).toBe(0);
    expect(all.utterances).toBe(2);
    expect(Object.values(sources).reduce((sum, { words }) => sum + words, 0)).toBe(all.words);
    expect(settings).toMatchObject({ decoder: 'greedy', lookAhead: 'full', model: 'small', recordings: 2 });
    const table = await utter(['evaluate', '--corpus', corpus, '--limit', '1', '--model', model, ...quick]);
    expect(table.stdout).toMatch(/^source +utterances +words +WER % +95 % +CER % +real-time factor\n/);
    expect(table.stdout).toMatch(/\nall +1 +/);
  });

  it('judges by texts as they are said, and tells which cannot judge', async () => {
    const judge = async (texts: readonly string[]): ReturnType<typeof utter> => {
      const lines = texts.map((text) => `${recording}\t4\tx\town\t${text}`);
      const list = join(folder, 'texts.tsv');
      await writeFile(list, ['path\tseconds\tspeaker\tsource\ttext', ...lines].join('\n'));
      return utter(['evaluate', '--json', '--corpus', list, '--model', model, '--decoder', 'greedy', ...quick]);
    };
    const spelt = await judge(["it's late mister smith"]);
    const written = await judge(['“It’s late,” Mr. Smith!', 'room 14']);
    expect(only(Evaluation, written.stdout).all).toMatchObject({
      words: 4,
      cer: only(Evaluation, spelt.stdout).all.cer,
    });
    expect([spelt.code, written.code]).toEqual([0, 1]);
    expect(written.stderr).toContain('“14”');
  });

  it('measures each stage with the backend that is asked for', async () => {
    const run = await utter([
      'bench',
      '--json',
      '--seconds',
      '2',
      '--backend',
      'wasm',
      '--model',
      model,
      '--file',
      recording,
    ]);
    expect(only(Benchmark, run.stdout).backend).toBe('wasm');
    expect(run.code).toBe(0);
  });

  it('tells what was found, and fails where nothing can be recognized', async () => {
    expect(only(Findings, (await utter(['doctor', '--json', '--model', model])).stdout).model.version).toBe('small');
    const run = await utter(['doctor', '--json', '--model', join(folder, 'none.utter')]);
    expect(only(Findings, run.stdout).model.found).toBe(false);
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('There is no usable acoustic model.');
  });

  it.each([
    [[]],
    [['transcribe']],
    [['sing']],
    [['transcribe', 'a.wav', '--decoder', 'magic']],
    [['transcribe', 'a.wav', 'b.wav', '--format', 'srt']],
    [['transcribe', 'a.wav', '--format', 'srt', '--json']],
    [['transcribe', 'a.wav', '--look-ahead', '-5']],
    [['transcribe', 'a.wav', '--decoder', 'greedy', '--vocabulary', 'words.txt']],
    [['evaluate', '--corpus', 'x', '--decoder', 'greedy', '--language-model', 'mine.lm']],
    [['transcribe', 'a.wav', '--commands', 'commands.json']],
    [['dictate', '--no-shape', '--numbers', 'ten']],
    [['evaluate']],
    [['evaluate', '--corpus', 'x', '--limit', '0']],
    [['lm', 'build', 'x', '--output', 'y', '--order', '7']],
    [['lm', 'tune', '--corpus', 'x', '--beam', '16,0']],
  ])('ends with 2 on wrong usage: %j', async (parameters) => {
    const run = await utter(parameters);
    expect(run.code).toBe(2);
    expect(run.stdout).toBe('');
    expect(run.stderr).not.toBe('');
  });

  it('ends with 1 and one plain sentence where a command fails', async () => {
    const noModel = await utter(['transcribe', '--json', '--model', join(folder, 'none.utter'), recording]);
    expect(noModel).toMatchObject({ code: 1, stdout: '' });
    expect(noModel.stderr.trim().split('\n')).toHaveLength(1);
    expect(await utter(['transcribe', '--model', recording, recording])).toMatchObject({ code: 1, stdout: '' });
    const noCorpus = await utter(['evaluate', '--corpus', join(folder, 'none.tsv')]);
    expect(noCorpus).toMatchObject({ code: 1, stdout: '' });
  });

  it('names a microphone that there is not, before it loads a model', async () => {
    const { code, stdout, stderr } = await utter(['dictate', '--device', 'nope', '--model', 'none.utter']);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/“nope”|records sound|microphones/u);
  });

  it('says what keeps the app from being opened, and where it can be', async () => {
    const nowhere = { DISPLAY: '', WAYLAND_DISPLAY: '' };
    for (const word of ['start', 'stop', 'toggle']) {
      const { code, stdout, stderr } = await utter([word], undefined, root, nowhere);
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(/^There is no display .*in a terminal of the desktop/u);
    }
  });

  it('tells its version', async () => {
    const text = await readFile(join(root, 'package.json'), 'utf8');
    const { version } = JSON.parse(text) as { readonly version: string };
    expect(await utter(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });
});
