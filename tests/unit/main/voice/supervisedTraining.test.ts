import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, describe, expect, it, vi } from 'vitest';

import type { TrainingState } from '../../../../src/contract/training';
import type { AdaptationProgress } from '../../../../src/contract/voice';
import type { TrainerCommand, TrainerEvent, TrainerJob } from '../../../../src/contract/voiceMessages';
import { advanceTraining, noTraining } from '../../../../src/main/voice/advanceTraining';
import { SupervisedTraining } from '../../../../src/main/voice/supervisedTraining';
import { TrainingJobStore } from '../../../../src/platform/userFolder/trainingJobStore';
import { FakeProgram } from '../../../support/fakeWorkers';
import { temporaryFolder } from '../../../support/temporaryFolder';

const restarts = { restarts: 1, withinMilliseconds: 60_000, pauseMilliseconds: 0 };
const times = { restarts, stopMilliseconds: 50, saveMilliseconds: 0, tellMilliseconds: 0 };

const rate = { wer: 40, lowestWer: 35, highestWer: 45, words: 100 };
const scores = {
  voice: { before: rate, after: { ...rate, wer: 30 } },
  canary: { before: rate, after: rate },
  parts: [],
  minutes: 3,
  trainingSeconds: 60,
};
const done: AdaptationProgress = { type: 'done', modelPath: '/m', scores, sentences: [], isBetter: true };
const stepOf = (step: number): AdaptationProgress => ({
  type: 'step',
  step,
  steps: 4,
  loss: 1 / step,
  learningRate: 1e-4,
  secondsLeft: 4 - step,
});

function jobIn(folder: string): TrainerJob {
  const clip = { path: '/a.wav', seconds: 2, speaker: 'voice', source: 'voice', text: 'words' };
  return {
    modelPath: '/models/english.utter',
    generalFolder: '/general',
    voice: { learnt: [clip], heldOut: [clip] },
    settings: { preset: 'quick', advanced: {} },
    name: 'My voice',
    folder,
  };
}

const staged: SupervisedTraining[] = [];

// Before the folder goes: what is being saved would be written into it while it is taken away.
afterEach(async () => {
  vi.useRealTimers();
  for (const training of staged.splice(0)) await training.forget();
});

function stage(userFolder = temporaryFolder()) {
  const program = new FakeProgram<TrainerCommand, TrainerEvent>();
  const store = new TrainingJobStore(userFolder);
  const told: TrainingState[] = [];
  const training = new SupervisedTraining({
    fork: program.fork,
    store,
    onChange: (state) => told.push(state),
    times,
  });
  staged.push(training);
  return { program, store, told, training, userFolder, job: jobIn(store.folder) };
}

describe('SupervisedTraining', () => {
  it('gives the job to a process and tells how far it is', async () => {
    const { program, told, training, job } = stage();
    expect(await training.start(job)).toMatchObject({ ok: true });
    expect(program.last.sent).toEqual([{ type: 'adapt', job }]);
    program.last.say({ type: 'preparing', done: 1, total: 9 }, stepOf(1), stepOf(2));
    expect(training.state).toMatchObject({ phase: 'training', done: 2, total: 4, secondsLeft: 2 });
    expect(training.state.steps.map(({ step }) => step)).toEqual([1, 2]);
    program.last.say(done);
    expect(told.at(-1)).toMatchObject({ phase: 'done', result: { isBetter: true } });
    expect(program.last.isKilled).toBe(true);
    expect(await training.start(job)).toMatchObject({ ok: false, error: { code: 'busy' } });
  });

  it('is paused when its process says so, and goes on in a new one', async () => {
    const { program, training, job } = stage();
    await training.start(job);
    program.last.say(stepOf(1));
    const paused = training.pause();
    expect(program.last.sent.at(-1)).toEqual({ type: 'stop' });
    program.last.say({ type: 'stopped', step: 1 });
    await paused;
    expect(training.state.phase).toBe('paused');
    expect(training.resume()).toMatchObject({ ok: true });
    expect(program.forked).toHaveLength(2);
    expect(program.last.sent).toEqual([{ type: 'adapt', job }]);
  });

  it('ends a process that does not stop', async () => {
    const { program, training, job } = stage();
    await training.start(job);
    await training.pause();
    expect(program.last.isKilled).toBe(true);
    expect(training.state.phase).toBe('paused');
  });

  it('starts a process again that was killed, and gives up when that goes on', async () => {
    const { program, training, job } = stage();
    await training.start(job);
    program.last.say(stepOf(1), stepOf(2));
    program.last.crash();
    await expect.poll(() => program.forked.length).toBe(2);
    program.last.say(stepOf(2));
    expect(training.state.steps.map(({ step }) => step)).toEqual([1, 2]);
    program.last.crash();
    expect(training.state).toMatchObject({ phase: 'failed', failure: { code: 'trainer-lost' } });
    expect(training.resume()).toMatchObject({ ok: true });
    expect(training.state).toMatchObject({ phase: 'preparing', failure: null });
  });

  it('saves how far it is, and times itself, whatever the clock is set to', async () => {
    const { program, training, store, job } = stage();
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-29T03:00:00Z') });
    await training.start(job);
    program.last.say(stepOf(1), { type: 'judging', done: 0, total: 2 });
    vi.setSystemTime(new Date('2026-03-29T02:00:00Z'));
    program.last.say({ type: 'judging', done: 1, total: 2 });
    await expect.poll(async () => (await store.read())?.progress?.done).toBe(1);
    await expect.poll(async () => (await store.read())?.progress?.total).toBe(2);
    program.last.say(done);
    await expect.poll(async () => (await store.pace())?.judgingSeconds ?? -1).toBeGreaterThanOrEqual(0);
  });

  it('is found paused, with all that was shown, when the app starts again', async () => {
    const before = stage();
    await before.training.start(before.job);
    before.program.last.say(stepOf(1), stepOf(2));
    await before.training.pause();
    const { training, program } = stage(before.userFolder);
    await training.open();
    expect(training.state).toMatchObject({ phase: 'paused', done: 2, total: 4, settings: { preset: 'quick' } });
    expect(training.state.steps).toEqual(before.training.state.steps);
    expect(program.forked).toHaveLength(0);
    training.resume();
    expect(program.last.sent).toEqual([{ type: 'adapt', job: before.job }]);
  });

  it('is found with its result when the app starts again, and forgotten on wish', async () => {
    const before = stage();
    await before.training.start(before.job);
    before.program.last.say(stepOf(4), done);
    await expect.poll(async () => (await before.store.read())?.progress?.result ?? null).not.toBeNull();
    const { training, store } = stage(before.userFolder);
    await training.open();
    expect(training.state).toMatchObject({ phase: 'done', result: { isBetter: true } });
    expect(await training.forget()).toMatchObject({ ok: true });
    expect(training.state).toEqual(noTraining);
    expect(existsSync(store.folder)).toBe(false);
  });

  it('fails with the sentence of its process, and keeps the job', async () => {
    const { program, training, job } = stage();
    await training.start(job);
    program.last.say({ type: 'failed', failure: { code: 'disk-full', message: 'The disk is full.' } });
    expect(training.state).toMatchObject({ phase: 'failed', failure: { code: 'disk-full' } });
    expect(program.last.isKilled).toBe(true);
    expect(training.resume()).toMatchObject({ ok: true });
    await training.pause();
  });

  it('begins nothing where the folder cannot be written', async () => {
    const file = join(temporaryFolder(), 'no-folder');
    writeFileSync(file, '');
    const { training, job } = stage(file);
    expect(await training.start(job)).toMatchObject({ ok: false, error: { code: 'file-unwritable' } });
    expect(training.state.phase).toBe('none');
  });

  it('estimates the presets from the steps that it has timed', async () => {
    const { program, training, job, userFolder } = stage();
    training.setUsable(600);
    expect(training.state.estimatedSeconds).toBeNull();
    await training.start(job);
    program.last.say(stepOf(1), { type: 'judging', done: 1, total: 2 }, done);
    await training.forget();
    training.setUsable(600);
    // 528 s are learnt from, 24 s of them in a step of a second each: 22 steps a pass.
    expect(training.state.estimatedSeconds).toEqual({ quick: 120, standard: 360, thorough: 660 });
    await expect.poll(() => existsSync(join(userFolder, 'training-pace.json'))).toBe(true);
    const again = stage(userFolder).training;
    await again.open();
    again.setUsable(60);
    expect(again.state.estimatedSeconds?.quick).toBe(30);
  });
});

describe('advanceTraining', () => {
  it('keeps at most 500 points of any number of steps, evenly', () => {
    let state = noTraining;
    for (let step = 1; step <= 1200; step++) {
      state = advanceTraining(state, { ...stepOf(1), type: 'step', step, steps: 1200 } as AdaptationProgress);
    }
    expect(state.steps).toHaveLength(400);
    expect(state.steps[0]?.step).toBe(3);
    expect(state.done).toBe(1200);
  });

  it('lets a score of the same step take the place of the one before', () => {
    const score: AdaptationProgress = { type: 'score', step: 4, wer: 50, loss: 1, canaryWer: 60, sentences: [] };
    const state = advanceTraining(advanceTraining(noTraining, score), { ...score, wer: 49 });
    expect(state.scores).toEqual([{ step: 4, wer: 49, loss: 1, canaryWer: 60 }]);
  });
});
