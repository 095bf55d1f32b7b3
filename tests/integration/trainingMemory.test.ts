import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { pack, rowsOf } from '../../src/core/acoustic/packing';
import type { Batch } from '../../src/core/training/batches';
import { Random } from '../../src/core/training/random';
import { Trainer } from '../../src/core/training/trainer';
import { TrainingNetwork } from '../../src/core/training/trainingNetwork';
import { useBackend } from '../support/tensors';

const sizes = { inputSize: 200, hiddenUnits: 64, labelCount: 29 };
const settlingSteps = 200;
const steps = 500;
const largestGrowthBytes = 50_000_000;

/** What JavaScript has dropped is given back first: when that happens by itself is a matter of chance, and of tens of megabytes. */
function residentBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  return process.memoryUsage.rss();
}

/** Noise of another length at each step, as the batches of an epoch have. */
function drawnBatch(step: number): Batch {
  const random = new Random(1, step);
  const lengths = Int32Array.from({ length: random.integer(1, 8) }, () => random.integer(4, 12));
  const packing = pack(lengths.sort((a, b) => b - a));
  const windows = Float32Array.from({ length: packing.rows * sizes.inputSize }, () => random.normal());
  const targets = Array.from(lengths, (length) =>
    Int32Array.from({ length: length / 3 }, () => random.integer(0, sizes.labelCount - 2)),
  );
  return { windows, packing, targets, rows: targets.map((_, sequence) => rowsOf(packing, sequence)) };
}

describe('the memory of a training', () => {
  beforeAll(() => useBackend('auto'));

  it('neither gains a tensor nor 50 MB in 500 steps', { timeout: 240_000 }, () => {
    const network = new TrainingNetwork(sizes, 1);
    const trainer = new Trainer(network, {
      optimizer: 'adam',
      dropout: 0.1,
      largestGradientNorm: 5,
      intermediateWeight: 0.3,
      chunk: [2, 6],
      lookAhead: [1, 6],
      seed: 1,
    });
    const take = (from: number, to: number): void => {
      for (let step = from; step < to; step += 1) trainer.step(drawnBatch(step), trainer.plan(step, 1e-4));
    };
    take(0, settlingSteps);
    const tensors = tf.memory().numTensors;
    const bytes = residentBytes();
    take(settlingSteps, settlingSteps + steps);
    const growth = residentBytes() - bytes;
    expect(tf.memory().numTensors).toBe(tensors);
    expect(growth, `grew by ${(growth / 1e6).toFixed(1)} MB`).toBeLessThan(largestGrowthBytes);
    trainer.optimizer.dispose();
    network.dispose();
  });
});
