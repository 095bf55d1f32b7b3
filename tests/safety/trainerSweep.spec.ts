import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { expect, test } from '@playwright/test';

import type { TrainingState } from '../../src/contract/training';
import { type TrainerCommand, TrainerEvent, type TrainerJob } from '../../src/contract/voiceMessages';
import { SupervisedTraining } from '../../src/main/voice/supervisedTraining';
import { TrainingJobStore } from '../../src/platform/userFolder/trainingJobStore';
import { seededRandom } from '../support/audio';
import { jobIn } from '../support/voiceJob';
import { extent, seed } from './extent';
import { forkInNode } from './forkInNode';
import { count } from './report';

// A small model learns from the bundled recordings, as main has it done, and the process that trains is killed at a moment that is drawn.

test.describe.configure({ mode: 'serial', timeout: 1_500_000 });

let folder = '';
let job: TrainerJob;
/** What a training brings that nothing disturbs, and how long it takes. */
let undisturbed: { readonly hash: string; readonly milliseconds: number };

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'utter-trainer-sweep-'));
  const whole = await jobIn(join(folder, 'voice'));
  // Two passes: what is killed is killed in reading, in learning and in judging all the same.
  job = { ...whole, settings: { ...whole.settings, advanced: { ...whole.settings.advanced, epochs: 2 } } };
});

test.afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const hashOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

/** The voice, the model that the training began with, and what else lies there. */
const belongings = (): Record<string, string> => {
  const paths = readdirSync(join(folder, 'voice'), { recursive: true, withFileTypes: true });
  const files = paths.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(files.map((path) => [path, hashOf(path)]));
};

/** Trains to the end. @param killAfter when the process is killed; null: never. @returns the new model, and how long it took */
async function train(killAfter: number | null) {
  const store = new TrainingJobStore(mkdtempSync(join(folder, 'user-')));
  const processes: ChildProcess[] = [];
  let tellOver: (state: TrainingState) => void = () => undefined;
  const over = new Promise<TrainingState>((settle) => (tellOver = settle));
  const training = new SupervisedTraining({
    fork: forkInNode<TrainerCommand, TrainerEvent>({
      entry: 'src/worker/trainer.ts',
      schema: TrainerEvent,
      onStart: (child) => processes.push(child),
    }),
    store,
    onChange: (state) => {
      if (state.phase === 'done' || state.phase === 'failed') tellOver(state);
    },
  });
  const begun = performance.now();
  expect(await training.start({ ...job, folder: store.folder })).toMatchObject({ ok: true });
  if (killAfter !== null) {
    await wait(killAfter);
    processes.at(-1)?.kill('SIGKILL');
  }
  expect(await over).toMatchObject({ phase: 'done', failure: null });
  await expect.poll(async () => (await store.read())?.progress?.result ?? null).not.toBeNull();
  return { hash: hashOf(store.modelPath), milliseconds: performance.now() - begun };
}

test('a training that nothing disturbs brings a model', async () => {
  undisturbed = await train(null);
});

const random = seededRandom(100 * seed + 10);
for (let round = 1; round <= extent.rounds; round += 1) {
  const part = random();
  test(`trainer is killed at ${part.toFixed(3)} of its work (seed ${seed}, round ${round})`, async () => {
    const before = belongings();
    const { hash } = await train(part * undisturbed.milliseconds);
    expect(hash).toBe(undisturbed.hash);
    expect(belongings()).toEqual(before);
    count({ kills: 1, lostSeconds: 0 });
  });
}
