import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { TrainingAlarms, type Alarm } from '../../../../src/core/training/alarms';
import type { Batch } from '../../../../src/core/training/batches';
import { Trainer } from '../../../../src/core/training/trainer';
import { TrainingNetwork } from '../../../../src/core/training/trainingNetwork';
import { useBackend } from '../../../support/tensors';
import { batchOfTargets, plainTrainer, smallSizes } from '../../../support/training';

interface Course {
  readonly steps: number;
  readonly batchAt: (step: number) => Batch;
  readonly learningRateAt?: (step: number) => number;
  /** What has happened to the network before the first step. */
  readonly prepare?: (network: TrainingNetwork) => void;
}

/** Trains a small network and gives the alarms, each with its step. */
function alarmsOf({
  steps,
  batchAt,
  learningRateAt = () => 0.01,
  prepare,
}: Course): (Alarm & { readonly step: number })[] {
  const network = new TrainingNetwork(smallSizes, 7);
  prepare?.(network);
  const trainer = new Trainer(network, plainTrainer);
  const alarms = new TrainingAlarms();
  const told = Array.from({ length: steps }, (_, step) => {
    const plan = { step, learningRate: learningRateAt(step), chunks: { chunk: 4, lookAhead: 3 } };
    return alarms.push(trainer.step(batchAt(step), plan)).map((alarm) => ({ ...alarm, step }));
  });
  trainer.optimizer.dispose();
  network.dispose();
  return told.flat();
}

const good = batchOfTargets(
  { timesteps: 11, target: [0, 1, 1, 2], seed: 1 },
  { timesteps: 7, target: [2, 0], seed: 2 },
);
describe('TrainingAlarms', { timeout: 120_000 }, () => {
  beforeAll(() => useBackend('auto'));

  it('says nothing of a training that learns', () => {
    expect(alarmsOf({ steps: 60, batchAt: () => good })).toEqual([]);
  });

  it('tells of a network that says nothing but blanks, as with texts of other recordings', () => {
    const alarms = alarmsOf({
      steps: 360,
      batchAt: (step) => batchOfTargets({ timesteps: 8, target: [step % 3], seed: step }),
      learningRateAt: () => 0.002,
    });
    expect(alarms).toMatchObject([{ code: 'blank-collapse' }]);
    expect(alarms[0]?.step).toBeGreaterThanOrEqual(299);
    expect(alarms[0]?.sentence).toContain('are the texts theirs?');
  });

  it('tells of gradients that are gone, as with a muted microphone', () => {
    const silent = { ...good, windows: new Float32Array(good.windows.length) };
    const alarms = alarmsOf({ steps: 30, batchAt: () => silent });
    expect(alarms).toMatchObject([{ code: 'gradient-dead', step: 19 }]);
    expect(alarms[0]?.sentence).toContain('W1, W2, W3 and');
  });

  it('tells of units that have died, as after far too large a step', () => {
    const alarms = alarmsOf({
      steps: 30,
      batchAt: () => good,
      prepare: (network) => {
        const shift = network.variables.get('shift5')!;
        tf.tidy(() => {
          shift.assign(tf.fill(shift.shape, -100));
        });
      },
    });
    expect(alarms).toMatchObject([{ code: 'gradient-dead', step: 19 }]);
    expect(alarms[0]?.sentence).toContain('W5');
    expect(alarms[0]?.sentence).not.toContain('W1');
  });

  it('tells of gradients that explode when the learning rate is far too high', () => {
    const alarms = alarmsOf({
      steps: 70,
      batchAt: () => good,
      learningRateAt: (step) => (step < 30 ? 0.01 : 3),
    });
    // Whether units die as well depends on how the processor rounds.
    const exploding = alarms.find(({ code }) => code === 'gradient-exploding');
    expect(exploding?.sentence).toContain('Lower peakLearningRate');
    expect(alarms.every(({ step }) => step > 30)).toBe(true);
  });

  it('tells of recordings whose samples are no numbers', () => {
    const broken = { ...good, windows: good.windows.map((value, index) => (index === 5 ? NaN : value)) };
    const alarms = alarmsOf({ steps: 8, batchAt: (step) => (step % 2 === 0 ? good : broken) });
    expect(alarms).toMatchObject([{ code: 'gradient-exploding', step: 5 }]);
    expect(alarms[0]?.sentence).toContain('broken samples');
  });

  it('tells of targets that do not fit into their timesteps, once', () => {
    const impossible = batchOfTargets(
      { timesteps: 11, target: [0, 1, 1, 2], seed: 1 },
      { timesteps: 2, target: [1, 1], seed: 2 },
    );
    const alarms = alarmsOf({ steps: 10, batchAt: (step) => (step < 5 ? good : impossible) });
    expect(alarms).toMatchObject([{ code: 'targets-impossible', step: 5 }]);
    expect(alarms[0]?.sentence).toContain('more letters than timesteps');
  });
});
