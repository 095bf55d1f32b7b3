import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { CachedCorpus } from '../../src/platform/cachedCorpus';
import { readCorpus } from '../../src/platform/corpus';
import { FeatureCache } from '../../src/platform/featureCache';
import { openRecognizer } from '../../src/platform/openRecognizer';
import { readTensorFile } from '../../src/platform/tensorFile';
import { TrainingConfig } from '../../src/platform/trainingConfig';
import { TrainingRun, type TrainingProgress } from '../../src/platform/trainingRun';
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
async function train(corpus: CachedCorpus, folder: string, steps = Infinity): Promise<TrainingProgress[]> {
  const run = TrainingRun.open(config, folder, corpus, corpus);
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
    const cache = await FeatureCache.open(repeated, config.features, folder('cache'), () => undefined);
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

  it('goes on from the middle of an epoch to the same weights and moments as a run that never stopped', async () => {
    const first = await train(corpus, folder('broken'), 7);
    const second = await train(corpus, folder('broken'), 12);
    const third = await train(corpus, folder('broken'));
    expect([...stepsOf(first), ...stepsOf(second), ...stepsOf(third)]).toEqual(stepsOf(straight));
    const expected = weightsIn(folder('straight'));
    for (const [name, values] of weightsIn(folder('broken'))) expect(values, name).toEqual(expected.get(name));
  });

  it('scores the held-out recordings and writes a model that opens', async () => {
    const scores = straight.flatMap((progress) => (progress.type === 'held-out' ? [progress.score] : []));
    expect(scores.length).toBeGreaterThan(0);
    expect(scores.every(({ loss, cer }) => Number.isFinite(loss) && cer >= 0)).toBe(true);
    expect(
      readFileSync(join(folder('straight'), 'curve.tsv'), 'utf8')
        .trim()
        .split('\n').length,
    ).toBe(scores.length);
    const opened = await openRecognizer({ modelPath: join(folder('straight'), 'best.utter') });
    expect(opened.ok && opened.value.modelName).toBe('tiny');
    if (opened.ok) opened.value.recognizer.dispose();
  });

  it('refuses a checkpoint of another shape, and says so', () => {
    const wider = TrainingRun.open({ ...config, hiddenUnits: 9 }, folder('straight'), corpus, corpus);
    expect(!wider.ok && wider.error.code).toBe('checkpoint-refused');
  });

  it('leaves no tensor behind', async () => {
    let run = 0;
    await expectNoTensorLeak(async () => {
      await train(corpus, folder(`leak${(run += 1)}`), 3);
    });
  });
});
