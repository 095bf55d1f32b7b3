import { copyFileSync, existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

import { describe, expect, it } from 'vitest';

import type { AdaptationProgress } from '../../src/contract/voice';
import { Adaptation, forgetAdaptation } from '../../src/platform/adaptation/adaptation';
import type { AdaptationJob } from '../../src/platform/adaptation/adaptationJob';
import { hear } from '../../src/platform/adaptation/hearing';
import { ownLanguageModelPath } from '../../src/platform/languageModel/languageModelBeside';
import { saveLanguageModel } from '../../src/platform/languageModel/languageModelFile';
import { modelOfSentences } from '../../src/platform/languageModel/ownWords';
import { ModelStore } from '../../src/platform/userFolder/modelStore';
import { encoderPath, writeSmallEncoderModel, writeSmallModel } from '../support/smallModel';
import { temporaryFolder } from '../support/temporaryFolder';
import { jobIn } from '../support/voiceJob';

async function open(job: AdaptationJob): Promise<Adaptation> {
  const opened = await Adaptation.open(job);
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}

/** As `jobIn`, with the recordings that judge in the folder, from where they can be taken away. */
async function jobWithOwnRecordings(): Promise<AdaptationJob> {
  const folder = temporaryFolder();
  const job = await jobIn(folder);
  const heldOut = job.voice.heldOut.map((entry) => {
    const path = join(folder, basename(entry.path));
    copyFileSync(entry.path, path);
    return { ...entry, path };
  });
  return { ...job, voice: { ...job.voice, heldOut } };
}

/** Runs to the end, or until so many steps were told. */
async function run(adaptation: Adaptation, steps = Infinity): Promise<AdaptationProgress[]> {
  const stop = new AbortController();
  const told: AdaptationProgress[] = [];
  const ended = await adaptation.run({
    signal: stop.signal,
    onProgress: (progress) => {
      told.push(progress);
      if (progress.type === 'step' && progress.step >= steps) stop.abort();
    },
  });
  expect(ended).toEqual({ ok: true, value: undefined });
  return told;
}

const lossesOf = (told: readonly AdaptationProgress[]): number[] =>
  told.flatMap((progress) => (progress.type === 'step' ? [progress.loss] : []));

describe('Adaptation', () => {
  it('learns, judges before and after, and leaves the old model as it was', async () => {
    const job = await jobIn(temporaryFolder());
    const before = readFileSync(job.modelPath);
    const adaptation = await open(job);
    const told = await run(adaptation);
    adaptation.dispose();
    const losses = lossesOf(told);
    expect(losses).toHaveLength(adaptation.steps);
    expect(losses.at(-1)).toBeLessThan(losses[0]!);
    const done = told.at(-1);
    expect(done).toMatchObject({ type: 'done', modelPath: join(job.folder, 'model.utter') });
    expect(done?.type === 'done' ? done.sentences.length : 0).toBe(job.voice.heldOut.length);
    expect(readFileSync(job.modelPath).equals(before)).toBe(true);
  });

  it('goes on to the same numbers after it was stopped and opened again', async () => {
    const job = await jobIn(temporaryFolder());
    const whole = await open({ ...job, folder: join(job.folder, 'whole') });
    const expected = lossesOf(await run(whole));
    whole.dispose();
    const first = await open(job);
    const begun = await run(first, 3);
    first.dispose();
    expect(begun.at(-1)).toEqual({ type: 'stopped', step: 3 });
    const second = await open(job);
    expect(second.step).toBe(3);
    const rest = await run(second);
    second.dispose();
    expect([...lossesOf(begun), ...lossesOf(rest)]).toEqual(expected);
  });

  it('judges before and after with the language model beside the old one', async () => {
    const job = await jobIn(temporaryFolder());
    symlinkSync(resolve('resources/models/english.lm'), join(job.generalFolder, 'english.lm'));
    // So small a rate changes nothing: what is heard differs only where something else does.
    const advanced = { ...job.settings.advanced, epochs: 1, learningRate: 1e-12 };
    const adaptation = await open({ ...job, settings: { preset: 'quick', advanced } });
    const done = (await run(adaptation)).at(-1);
    adaptation.dispose();
    if (done?.type !== 'done') throw new Error('it was not judged');
    expect(done.sentences.map(({ now }) => now)).toEqual(done.sentences.map(({ before }) => before));
    const alone = await hear({ modelPath: done.modelPath }, job.voice.heldOut, {
      signal: new AbortController().signal,
      onHeard: () => undefined,
      onLeftOut: () => undefined,
    });
    expect(alone.ok && alone.value.map(({ heard }) => heard)).not.toEqual(done.sentences.map(({ now }) => now));
  });

  it('teaches a model on learned features, and judges by the states that were kept', { timeout: 120_000 }, async () => {
    const job = await jobWithOwnRecordings();
    writeSmallEncoderModel(job.modelPath);
    const advanced = { ...job.settings.advanced, epochs: 1 };
    const adaptation = await open({ ...job, encoderPath, settings: { preset: 'quick', advanced } });
    for (const { path } of job.voice.heldOut) rmSync(path);
    const told = await run(adaptation);
    adaptation.dispose();
    const done = told.at(-1);
    if (done?.type !== 'done') throw new Error('it was not judged');
    expect(done.sentences.map(({ said }) => said)).toEqual(job.voice.heldOut.map(({ text }) => text));
    expect(done.sentences.some(({ before }) => before !== '')).toBe(true);
    expect(done.scores.parts.map(({ part }) => part)).toEqual(['sound']);
  });

  it('tries the words of the user apart from the sound', { timeout: 120_000 }, async () => {
    const job = await jobIn(temporaryFolder());
    const base = modelOfSentences(['the', 'a', 'and']);
    await saveLanguageModel(join(job.generalFolder, 'english.lm'), base);
    const written = join(job.generalFolder, 'written.txt');
    writeFileSync(written, job.voice.learnt.map(({ text }) => `${text}.`).join(' '));
    const words = { documents: [written], texts: ['What was put right.'], terms: ['koval chick'] };
    const adaptation = await open({ ...job, words });
    const done = (await run(adaptation)).at(-1);
    adaptation.dispose();
    if (done?.type !== 'done') throw new Error('it was not judged');
    const kept = new Map(done.scores.parts.map(({ part, isKept }) => [part, isKept]));
    expect([...kept.keys()]).toEqual(['sound', 'words']);
    expect(existsSync(ownLanguageModelPath(done.modelPath))).toBe(kept.get('words'));
    expect(done.isBetter).toBe([...kept.values()].includes(true));
  });

  it('judges before and after by the recordings that are still there, and tells which are not', async () => {
    const job = await jobWithOwnRecordings();
    const adaptation = await open(job);
    const [gone, ...left] = job.voice.heldOut;
    rmSync(gone!.path);
    const told = await run(adaptation);
    adaptation.dispose();
    const done = told.at(-1);
    expect(done?.type === 'done' && done.sentences.map(({ said }) => said)).toEqual(left.map(({ text }) => text));
    expect(done?.type === 'done' && done.scores.voice.before.words).toBe(
      done?.type === 'done' && done.scores.voice.after.words,
    );
    expect(told.filter(({ type }) => type === 'left-out')).toEqual([
      { type: 'left-out', path: gone!.path, reason: expect.stringContaining('no such file') as string },
    ]);
  });

  it('says so where nothing is left to judge by, and keeps what was learnt', async () => {
    const job = await jobWithOwnRecordings();
    const adaptation = await open(job);
    for (const { path } of job.voice.heldOut) rmSync(path);
    const ended = await adaptation.run({ signal: new AbortController().signal, onProgress: () => undefined });
    adaptation.dispose();
    expect(ended).toMatchObject({ ok: false, error: { code: 'recording-missing' } });
    expect(existsSync(adaptation.modelPath)).toBe(true);
  });

  it('hears no more general speech than its steps will read', async () => {
    const job = await jobIn(temporaryFolder());
    const heardOfTwo = async (replayShare: number): Promise<number> => {
      const settings = { ...job.settings, advanced: { epochs: 1, batchSeconds: 2, replayShare } };
      const voice = { ...job.voice, learnt: job.voice.learnt.slice(0, 1) };
      let total = 0;
      const folder = join(job.folder, String(replayShare));
      const opened = await Adaptation.open({ ...job, folder, voice, settings }, (progress) => {
        if (progress.type === 'preparing') total = progress.total;
      });
      if (!opened.ok) throw new Error(opened.error.message);
      opened.value.dispose();
      return total - voice.learnt.length - voice.heldOut.length - 2;
    };
    expect(await heardOfTwo(0.9)).toBe(2);
    expect(await heardOfTwo(0.3)).toBe(1);
  });

  it('begins anew where the checkpoint is of other recordings', async () => {
    const job = await jobIn(temporaryFolder());
    const first = await open(job);
    await run(first, 2);
    first.dispose();
    const other = await open({ ...job, voice: { ...job.voice, learnt: job.voice.learnt.slice(1) } });
    expect(other.step).toBe(0);
    other.dispose();
  });

  it.runIf(existsSync('/dev/full'))('says that the disk is full, and keeps the old model', async () => {
    const job = await jobIn(temporaryFolder());
    const before = readFileSync(job.modelPath);
    const adaptation = await open(job);
    symlinkSync('/dev/full', join(job.folder, 'checkpoint.unfinished'));
    const ended = await adaptation.run({ signal: new AbortController().signal, onProgress: () => undefined });
    adaptation.dispose();
    expect(ended).toMatchObject({ ok: false, error: { code: 'disk-full' } });
    expect(readFileSync(job.modelPath).equals(before)).toBe(true);
  });

  it('refuses a voice with nothing to learn from', async () => {
    const job = await jobIn(temporaryFolder());
    const opened = await Adaptation.open({ ...job, voice: { learnt: [], heldOut: [] } });
    expect(opened).toMatchObject({ ok: false, error: { code: 'speech-too-little' } });
  });

  it('tells which recordings it leaves out of what is learnt and of what judges, and why', async () => {
    const job = await jobIn(temporaryFolder());
    const [first, ...learnt] = job.voice.learnt;
    const missing = { ...job.voice.heldOut[0]!, path: join(job.folder, 'none.wav') };
    const voice = { learnt: [{ ...first!, text: '5' }, ...learnt], heldOut: [...job.voice.heldOut, missing] };
    const told: AdaptationProgress[] = [];
    const opened = await Adaptation.open({ ...job, voice }, (progress) => told.push(progress));
    if (opened.ok) opened.value.dispose();
    expect(told.filter(({ type }) => type === 'left-out')).toEqual([
      { type: 'left-out', path: first!.path, reason: 'its text has letters outside the alphabet' },
      { type: 'left-out', path: missing.path, reason: '“none.wav” cannot be read: there is no such file.' },
    ]);
  });

  it.each(['replay.tsv', 'canary.tsv'])('refuses general speech of which nothing in %s can be read', async (list) => {
    const job = await jobIn(temporaryFolder());
    const path = join(job.generalFolder, list);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('.opus', '.wav'));
    expect(await Adaptation.open(job)).toMatchObject({
      ok: false,
      error: { code: 'corpus-invalid', message: expect.stringContaining(`nothing that ${list} lists`) as string },
    });
  });

  it('is forgotten with its folder', async () => {
    const job = await jobIn(temporaryFolder());
    (await open(job)).dispose();
    await forgetAdaptation(job.folder);
    expect(existsSync(job.folder)).toBe(false);
  });
});

describe('ModelStore', () => {
  it('keeps, uses, rolls back, exports and imports models', async () => {
    const folder = temporaryFolder();
    const bundledPath = join(folder, 'bundled.utter');
    writeSmallModel(bundledPath);
    const store = new ModelStore(folder, { bundled: bundledPath, 'bundled-light': bundledPath });
    const kept = await store.keep({ modelPath: bundledPath, languageModelPath: null }, 'Mine', null);
    if (!kept.ok) throw new Error(kept.error.message);
    expect((await store.list()).map(({ name }) => name)).toEqual(['English', 'English, light', 'Mine']);
    expect((await store.used()).id).toBe('bundled');
    expect(await store.use(kept.value.id)).toEqual(kept);
    expect((await store.used()).name).toBe('Mine');
    expect(await store.remove(kept.value.id)).toMatchObject({ ok: false, error: { code: 'model-in-use' } });
    expect(await store.before()).not.toBeNull();
    expect(await store.rollBack()).toMatchObject({ ok: true, value: { id: 'bundled' } });
    expect(await store.rollBack()).toMatchObject({ ok: false });
    expect(await store.export(kept.value.id, join(folder, 'out.utter'))).toMatchObject({ ok: true });
    expect(await store.import(join(folder, 'out.utter'))).toMatchObject({ ok: true, value: { name: 'out' } });
    expect(await store.remove(kept.value.id)).toMatchObject({ ok: true });
    expect(await store.list()).toHaveLength(3);
  });

  it('goes on with the model in use where another is damaged', async () => {
    const folder = temporaryFolder();
    const bundledPath = join(folder, 'bundled.utter');
    writeSmallModel(bundledPath);
    const store = new ModelStore(folder, { bundled: bundledPath, 'bundled-light': bundledPath });
    const kept = await store.keep({ modelPath: bundledPath, languageModelPath: null }, 'Mine', null);
    if (!kept.ok) throw new Error(kept.error.message);
    writeFileSync(store.path(kept.value.id), 'cut short');
    expect(await store.use(kept.value.id)).toMatchObject({ ok: false, error: { code: 'model-refused' } });
    copyFileSync(store.path(kept.value.id), join(folder, 'damaged.utter'));
    expect(await store.import(join(folder, 'damaged.utter'))).toMatchObject({ ok: false });
    expect((await store.used()).id).toBe('bundled');
  });
});
