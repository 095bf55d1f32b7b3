import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { Network } from '../../../../src/core/acoustic/network';
import { pack } from '../../../../src/core/acoustic/packing';
import { windowing } from '../../../../src/core/acoustic/windowing';
import { english } from '../../../../src/core/alphabet';
import type { Batch } from '../../../../src/core/training/batches';
import { alphabetAlarm, leakAlarm } from '../../../../src/core/training/dataAlarms';
import { posteriorsOf } from '../../../../src/core/training/heldOut';
import { Trainer } from '../../../../src/core/training/trainer';
import { TrainingNetwork } from '../../../../src/core/training/trainingNetwork';
import { useBackend, valuesOf } from '../../../support/tensors';
import { batchOfTargets, plainTrainer, smallSizes } from '../../../support/training';

describe('alphabetAlarm', () => {
  it('names the letters of texts that are written in others', () => {
    const alarm = alphabetAlarm(['THE CAT', 'A DOG', 'a mouse'], english);
    expect(alarm?.code).toBe('alphabet-mismatch');
    expect(alarm?.sentence).toContain('2 of 3 texts');
    expect(alarm?.sentence).toContain('“T” 2 times');
    expect(alarm?.sentence).toContain('lower case');
  });

  it('says nothing of a few odd texts among many', () => {
    const texts = [...Array.from({ length: 99 }, () => "it's a text"), 'naïve'];
    expect(alphabetAlarm(texts, english)).toBeNull();
  });
});

const chunks = { chunk: 4, lookAhead: 3 };

/** A network after a few steps of training. */
function trainedNetwork(batch: Batch): Network {
  const network = new TrainingNetwork(smallSizes, 7);
  const trainer = new Trainer(network, plainTrainer);
  for (let step = 0; step < 20; step += 1) trainer.step(batch, { step, learningRate: 0.01, chunks });
  const plain = new Network(smallSizes, network.fold());
  trainer.optimizer.dispose();
  network.dispose();
  return plain;
}

/** The fault: all rows as one sequence, so that each utterance begins with the state that the one before has left. */
function carryingState(network: Network, batch: Batch): Float32Array {
  const packing = pack(Int32Array.of(batch.packing.rows));
  return valuesOf(
    tf.tidy(() => {
      const windows = tf.tensor2d(batch.windows, [packing.rows, smallSizes.inputSize]);
      return network.logPosteriors(windows, packing, windowing(packing, chunks));
    }),
  );
}

describe('leakAlarm', { timeout: 20_000 }, () => {
  beforeAll(() => useBackend('auto'));

  it('says nothing of our network, and tells of one that carries its state into the next utterance', () => {
    const batch = batchOfTargets(
      { timesteps: 9, target: [0, 1], seed: 1 },
      { timesteps: 7, target: [2, 0], seed: 2 },
      { timesteps: 7, target: [1], seed: 3 },
    );
    const network = trainedNetwork(batch);
    expect(leakAlarm((some) => posteriorsOf(network, some, chunks), batch)).toBeNull();
    const alarm = leakAlarm((some) => carryingState(network, some), batch);
    expect(alarm?.code).toBe('state-leak');
    expect(alarm?.sentence).toContain('do not use the models of this run');
    network.dispose();
  });
});
