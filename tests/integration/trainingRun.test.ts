import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { defaultEncoderFeatureConfig, defaultFeatureConfig } from '../../src/core/features/config';
import { readTensorFile, writeTensorFile } from '../../src/platform/acoustic/tensorFile';
import type { CachedCorpus } from '../../src/platform/corpus/cachedCorpus';
import { readCorpus } from '../../src/platform/corpus/corpus';
import { encoderAnalysis, filterBankAnalysis } from '../../src/platform/corpus/analysis';
import { FeatureCache } from '../../src/platform/corpus/featureCache';
import { readModel } from '../../src/platform/acoustic/modelFile';
import { openRecognizer } from '../../src/platform/recognition/openRecognizer';
import { TrainingConfig } from '../../src/platform/training/trainingConfig';
import { TrainingRun, type TrainingProgress } from '../../src/platform/training/trainingRun';
import { drawnEncoder, drawnEncoderWeights, smallEncoder } from '../support/encoders';
import { expectNoTensorLeak, useBackend } from '../support/tensors';

/** Each recording three times, and a seed with which the epochs have 9, 8 and 8 batches: an epoch must not be cut by its length. */
const copies = 3;
const config = TrainingConfig.parse({
  name: 'tiny',
  seed: 7,
  features: { bands: 12, context: 2 },
  hiddenUnits: 8,
  augmentation: {
    fromStep: 2,
    speed: [0.9, 1.1],
    gainDb: [-3, 3],
    timeMasks: { perSecond: 1, longestSeconds: 0.2 },
    frequencyMasks: { count: 1, widestBands: 3 },
  },
  batchSeconds: 9,
  epochs: 3,
  peakLearningRate: 0.003,
  warmupSteps: 2,
  decaySteps: 4,
  largestGradientNorm: 5,
  intermediateWeight: 0.3,
  chunk: [6, 16],
  lookAhead: [3, 16],
  checkpointSteps: 4,
  evaluateSteps: 10,
  evaluateUtterances: 2,
});

/** Opens a run in a folder, takes up to `steps` of it, and gives what it told. */
async function train(
  corpus: CachedCorpus,
  folder: string,
  { steps = Infinity, ...changes }: Partial<TrainingConfig> & { steps?: number } = {},
): Promise<TrainingProgress[]> {
  const run = TrainingRun.open({ ...config, ...changes }, folder, corpus, corpus);
  if (!run.ok) throw new Error(run.error.message);
  const stop = new AbortController();
  const told: TrainingProgress[] = [];
  for await (const progress of run.value.train(stop.signal)) {
    told.push(progress);
    if (stepsOf(told).length >= steps) stop.abort();
  }
  run.value.dispose();
  return told;
}

const stepsOf = (told: readonly TrainingProgress[]): number[] =>
  told.flatMap((progress) => (progress.type === 'step' ? [progress.step] : []));

function weightsIn(folder: string): Map<string, Float32Array> {
  const file = readTensorFile(join(folder, 'checkpoint'));
  if (!file.ok) throw new Error(file.error.message);
  return new Map([...file.value.tensors].map(([name, { values }]) => [name, values]));
}

describe('TrainingRun on the bundled recordings', { timeout: 120_000 }, () => {
  const root = mkdtempSync(join(tmpdir(), 'utter-training-'));
  const folder = (name: string): string => join(root, name);
  let corpus: CachedCorpus;
  let straight: TrainingProgress[];

  beforeAll(async () => {
    await useBackend('auto');
    const entries = await readCorpus(join(import.meta.dirname, '../recordings/recordings.tsv'));
    if (!entries.ok) throw new Error(entries.error.message);
    const repeated = Array.from({ length: copies }, () => entries.value).flat();
    const cache = await FeatureCache.open(
      repeated,
      filterBankAnalysis({ ...defaultFeatureConfig, bands: 12, context: 2 }),
      folder('cache'),
      () => undefined,
    );
    corpus = { entries: repeated, cache };
    straight = await train(corpus, folder('straight'));
  }, 120_000);

  afterAll(() => {
    rmSync(root, { recursive: true });
  });

  it('takes every step of every epoch', () => {
    const steps = straight.flatMap((progress) => (progress.type === 'step' ? [progress] : []));
    expect(steps.map(({ step }) => step)).toEqual(Array.from({ length: 27 }, (_, step) => step + 1));
    expect(steps.every(({ totalSteps }) => totalSteps === 27)).toBe(true);
  });

  it('takes a step and makes a model where the passes come to less than one', async () => {
    const told = await train(corpus, folder('short'), { epochs: 0.01 });
    expect(stepsOf(told)).toEqual([1]);
    expect(existsSync(join(folder('short'), 'best.utter'))).toBe(true);
  });

  it('goes on from the middle of an epoch to the same weights and moments as a run that never stopped', async () => {
    const first = await train(corpus, folder('broken'), { steps: 7 });
    const second = await train(corpus, folder('broken'), { steps: 12 });
    const third = await train(corpus, folder('broken'));
    expect([...stepsOf(first), ...stepsOf(second), ...stepsOf(third)]).toEqual(stepsOf(straight));
    const expected = weightsIn(folder('straight'));
    for (const [name, values] of weightsIn(folder('broken'))) expect(values, name).toEqual(expected.get(name));
  });

  it('scores the held-out recordings and writes models that open', async () => {
    const scores = straight.flatMap((progress) => (progress.type === 'held-out' ? [progress.score] : []));
    expect(scores.length).toBeGreaterThan(0);
    expect(scores.every(({ loss, cer }) => Number.isFinite(loss) && cer >= 0)).toBe(true);
    expect(
      readFileSync(join(folder('straight'), 'curve.tsv'), 'utf8')
        .trim()
        .split('\n').length,
    ).toBe(scores.length);
    for (const model of ['best.utter', 'last.utter', 'average.utter']) {
      const opened = await openRecognizer({ modelPath: join(folder('straight'), model) });
      expect(opened.ok && opened.value.modelName, model).toBe('tiny');
      if (opened.ok) opened.value.recognizer.dispose();
    }
  });

  it('refuses a checkpoint of another shape, and says so', () => {
    const wider = TrainingRun.open({ ...config, hiddenUnits: 9 }, folder('straight'), corpus, corpus);
    expect(!wider.ok && wider.error.code).toBe('checkpoint-refused');
  });

  it('refuses a checkpoint of other recordings, but begins from its weights', async () => {
    const fewer = { ...corpus, entries: corpus.entries.slice(0, 5) };
    const refused = TrainingRun.open(config, folder('straight'), fewer, corpus);
    expect(!refused.ok && refused.error.message).toContain('other recordings');
    const begun = TrainingRun.open({ ...config, optimizer: 'nesterov' }, folder('begun'), fewer, corpus);
    if (!begun.ok) throw new Error(begun.error.message);
    expect(begun.value.beginFrom(join(folder('straight'), 'checkpoint'))).toMatchObject({ ok: true });
    const stop = new AbortController();
    stop.abort();
    for await (const _ of begun.value.train(stop.signal));
    begun.value.dispose();
    const [before, after] = [weightsIn(folder('straight')), weightsIn(folder('begun'))];
    for (const [name, values] of after) expect(values, name).toEqual(before.get(name));
    const other = TrainingRun.open({ ...config, hiddenUnits: 9 }, folder('other'), corpus, corpus);
    if (!other.ok) throw new Error(other.error.message);
    const wider = other.value.beginFrom(join(folder('straight'), 'checkpoint'));
    expect(!wider.ok && wider.error.message).toContain('"hiddenUnits":8');
    other.value.dispose();
  });

  it('begins with the weights of a model, of a narrower one too, and refuses a wider one', async () => {
    const open = (name: string, hiddenUnits: number): TrainingRun => {
      const run = TrainingRun.open({ ...config, hiddenUnits, evaluateSteps: 1 }, folder(name), corpus, corpus);
      if (!run.ok) throw new Error(run.error.message);
      return run.value;
    };
    const modelPath = join(folder('straight'), 'last.utter');
    const run = open('from-model', 8);
    expect(run.beginFrom(modelPath)).toMatchObject({ ok: true });
    const stop = new AbortController();
    for await (const told of run.train(stop.signal)) if (told.type === 'held-out') stop.abort();
    run.dispose();
    const [began, model] = [join(folder('from-model'), 'last.utter'), modelPath].map((path) => readTensorFile(path));
    if (!began?.ok || !model?.ok) throw new Error('a model was not written');
    for (const [name, { values }] of began.value.tensors) {
      // One step of the warm-up moves a weight by at most half the rate, and half precision rounds.
      const moved = values.map((value, place) => Math.abs(value - model.value.tensors.get(name)!.values[place]!));
      expect(Math.max(...moved), name).toBeLessThan(0.05);
    }
    const wider = open('from-model-wider', 9);
    expect(wider.beginFrom(modelPath)).toMatchObject({ ok: true });
    wider.dispose();
    const narrower = open('from-model-narrower', 7);
    expect(narrower.beginFrom(modelPath)).toMatchObject({ ok: false, error: { code: 'model-refused' } });
    narrower.dispose();
  });

  it('refuses a held-out list of which nothing can be scored', () => {
    const odd = { ...corpus, entries: corpus.entries.map((entry) => ({ ...entry, text: 'ODD' })) };
    const refused = TrainingRun.open(config, folder('odd'), corpus, odd);
    expect(!refused.ok && refused.error.message).toContain('held-out');
  });

  it('goes on from a checkpoint that knows neither recordings nor an average', async () => {
    await train(corpus, folder('early'), { steps: 7 });
    const path = join(folder('early'), 'checkpoint');
    const file = readTensorFile(path);
    if (!file.ok) throw new Error(file.error.message);
    const { recordings: _recordings, averaged: _averaged, scoresSinceBest: _scores, ...header } = file.value.header;
    const tensors = new Map([...file.value.tensors].filter(([name]) => !name.startsWith('average/')));
    writeTensorFile(path, { header, tensors }, 'float32');
    expect(stepsOf(await train(corpus, folder('early')))[0]).toBe(8);
    const expected = weightsIn(folder('straight'));
    for (const [name, values] of weightsIn(folder('early'))) expect(values, name).toEqual(expected.get(name));
  });

  it.each(['nesterov', 'muon'] as const)(
    'takes the steps of %s with dropout in two stretches as in one',
    async (optimizer) => {
      const changes = { optimizer, dropout: 0.2, annealing: 1.1, epochs: 1 } as const;
      const parts = `${optimizer}-parts`;
      await train(corpus, folder(optimizer), changes);
      await train(corpus, folder(parts), { ...changes, steps: 4 });
      await train(corpus, folder(parts), changes);
      const expected = weightsIn(folder(optimizer));
      expect([...expected.keys()].some((name) => name.startsWith(`${optimizer}/`))).toBe(true);
      for (const [name, values] of weightsIn(folder(parts))) expect(values, name).toEqual(expected.get(name));
    },
  );

  it('learns from the states of an encoder, whose own weights go into the models', async () => {
    const features = { ...defaultEncoderFeatureConfig, width: smallEncoder.width };
    const sizes = { ...smallEncoder, positions: 1500, bands: 80 };
    const encoderWeights = new Map([...drawnEncoderWeights(sizes, 3)].filter(([name]) => name.startsWith('layers.1.')));
    const encoder = drawnEncoder(3, sizes);
    const analysis = encoderAnalysis(features, encoder, encoderWeights);
    const entries = [...corpus.entries].sort((a, b) => a.seconds - b.seconds).slice(0, 2);
    const cache = await FeatureCache.open(entries, analysis, folder('cache'), () => undefined);
    encoder.dispose();
    const states = { entries, cache, encoderWeights };
    const told = await train(states, folder('states'), { features, augmentation: null, epochs: 20, evaluateSteps: 40 });
    const losses = told.flatMap((progress) => (progress.type === 'step' ? [progress.report.loss] : []));
    expect(losses.at(-1)).toBeLessThan(0.8 * losses[0]!);
    const model = readModel(join(folder('states'), 'last.utter'));
    expect(model.ok && model.value.features).toEqual(features);
    expect(model.ok && [...model.value.encoderWeights.keys()]).toEqual([...encoderWeights.keys()]);
  });

  it('ends when the held-out curve is flat, and stays ended', async () => {
    const changes = { evaluateSteps: 1, patience: 3, peakLearningRate: 1e-9 };
    const told = await train(corpus, folder('flat'), changes);
    expect(told.at(-1)).toMatchObject({ type: 'flat', scores: 3 });
    expect(stepsOf(told).length).toBeLessThan(27);
    expect(stepsOf(await train(corpus, folder('flat'), changes))).toEqual([]);
  });

  it('tells and logs what goes wrong, by its code', async () => {
    const told = await train(corpus, folder('alarm'), { peakLearningRate: 1000, decaySteps: 1, steps: 8 });
    const codes = told.flatMap((progress) => (progress.type === 'alarm' ? [progress.alarm.code] : []));
    expect(codes).toContain('gradient-exploding');
    expect(readFileSync(join(folder('alarm'), 'train.log'), 'utf8')).toMatch(/info gradient-exploding \{"step":\d+\}/);
  });

  it('leaves no tensor behind', async () => {
    let run = 0;
    await expectNoTensorLeak(async () => {
      await train(corpus, folder(`leak${(run += 1)}`), { steps: 3 });
    });
  });
});
