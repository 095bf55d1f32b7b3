import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { defaultChunkConfig } from '../../../../src/core/acoustic/config';
import { Network } from '../../../../src/core/acoustic/network';
import { windowing } from '../../../../src/core/acoustic/windowing';
import { posteriorsOf } from '../../../../src/core/training/heldOut';
import { Trainer } from '../../../../src/core/training/trainer';
import { TrainingNetwork } from '../../../../src/core/training/trainingNetwork';
import { expectNoTensorLeak, useBackend } from '../../../support/tensors';
import { batchOfTargets, smallSizes } from '../../../support/training';
import { largestError } from '../../../golden/readVectors';

const learnt = batchOfTargets({ timesteps: 11, target: [0, 1, 1, 2], seed: 1 }, { timesteps: 7, target: [2], seed: 2 });
const other = batchOfTargets({ timesteps: 9, target: [1, 2], seed: 5 }, { timesteps: 6, target: [0], seed: 6 });

/** A network whose running statistics are those of several batches. */
function trained(): TrainingNetwork {
  const network = new TrainingNetwork(smallSizes, 7);
  const options = { optimizer: 'adam', dropout: 0, largestGradientNorm: 5, intermediateWeight: 0.3 } as const;
  const trainer = new Trainer(network, { ...options, chunk: [8, 24], lookAhead: [4, 24], seed: 1 });
  for (let step = 0; step < 8; step += 1) {
    trainer.step(step % 2 === 0 ? learnt : other, {
      step,
      learningRate: 0.01,
      chunks: { chunk: 4, lookAhead: 3 },
    });
  }
  trainer.optimizer.dispose();
  return network;
}

describe('TrainingNetwork', { timeout: 20_000 }, () => {
  beforeAll(() => useBackend('auto'));

  it('folds to the plain network that it took over, whatever batch it saw', () => {
    const source = trained();
    const plain = source.fold();
    for (const batch of [learnt, other]) {
      const network = new TrainingNetwork(smallSizes, 3);
      network.unfold(plain, [batch]);
      for (const [name, { values }] of network.fold())
        expect(largestError(values, plain.get(name)!.values), name).toBeLessThan(1e-5);
      network.unfold(plain, [other, batch]);
      for (const [name, { values }] of network.foldFor([other, batch]))
        expect(largestError(values, plain.get(name)!.values), name).toBeLessThan(1e-5);
      network.dispose();
    }
    source.dispose();
  });

  it('folds for a batch to what training says of it, and leaves the running statistics alone', () => {
    const source = trained();
    const running = source.fold();
    const settled = new Network(smallSizes, source.foldFor([learnt]));
    const logits = tf.tidy(() => {
      const windows = tf.tensor2d(learnt.windows, [learnt.packing.rows, smallSizes.inputSize]);
      return tf.logSoftmax(source.forward(windows, learnt.packing, windowing(learnt.packing, defaultChunkConfig)).top);
    });
    expect(largestError(posteriorsOf(settled, learnt, defaultChunkConfig), logits.dataSync())).toBeLessThan(1e-4);
    for (const [name, { values }] of source.fold()) expect(values, name).toEqual(running.get(name)!.values);
    settled.dispose();
    logits.dispose();
    source.dispose();
  });

  it('folds for several batches with the mean of their statistics', () => {
    const source = trained();
    const [one, both] = [source.foldFor([learnt]), source.foldFor([learnt, other])];
    for (const [name, { values }] of source.foldFor([learnt, learnt, learnt]))
      expect(largestError(values, one.get(name)!.values), name).toBeLessThan(1e-5);
    // In the first layer, W·x + b of the plain network has the same mean and deviation over both batches as γ and β say.
    const means = [learnt, other].map((batch) => sumsOf(batch, source.values().get('W1')!.values));
    const mean = (means[0]!.mean + means[1]!.mean) / 2;
    const meanSquare = (means[0]!.square + means[1]!.square) / 2;
    const scale = source.values().get('gain1')!.values[0]! / Math.sqrt(meanSquare - mean * mean + 1e-3);
    expect(both.get('W1')!.values[0]! / source.values().get('W1')!.values[0]!).toBeCloseTo(scale, 4);
    source.dispose();
  });

  it('says what a narrower network said before it has learnt anything', () => {
    const source = trained();
    const plain = source.fold();
    const wide = { ...smallSizes, hiddenUnits: smallSizes.hiddenUnits + 5 };
    const network = new TrainingNetwork(wide, 3);
    network.unfold(plain, [learnt]);
    const widened = network.fold();
    for (const batch of [learnt, other]) {
      const [before, after] = [new Network(smallSizes, plain), new Network(wide, widened)];
      const said = posteriorsOf(after, batch, { chunk: 3, lookAhead: 2 });
      expect(largestError(said, posteriorsOf(before, batch, { chunk: 3, lookAhead: 2 }))).toBeLessThan(1e-5);
      before.dispose();
      after.dispose();
    }
    // The units that are new hear all the others.
    const { shape, values } = widened.get('W2')!;
    expect(shape).toEqual([wide.hiddenUnits, wide.hiddenUnits]);
    for (let row = 0; row < wide.hiddenUnits; row += 1) expect(values[(row + 1) * wide.hiddenUnits - 1]).not.toBe(0);
    network.dispose();
    source.dispose();
  });

  it('learns on from where the plain network was', () => {
    const source = trained();
    const network = new TrainingNetwork(smallSizes, 3);
    network.unfold(source.fold(), [learnt]);
    const options = { optimizer: 'adam', dropout: 0, largestGradientNorm: 5, intermediateWeight: 0 } as const;
    const trainer = new Trainer(network, { ...options, chunk: [8, 24], lookAhead: [4, 24], seed: 1 });
    const plan = { learningRate: 0.01, chunks: { chunk: 4, lookAhead: 3 } };
    const first = trainer.step(learnt, { ...plan, step: 0 }).loss;
    const next = trainer.step(learnt, { ...plan, step: 1 }).loss;
    expect(first).toBeLessThan(trainerLossFromScratch());
    expect(next).toBeLessThan(first);
    trainer.optimizer.dispose();
    network.dispose();
    source.dispose();
  });

  it('leaves no tensor behind when it takes a network over', async () => {
    const source = trained();
    const plain = source.fold();
    await expectNoTensorLeak(() => {
      const network = new TrainingNetwork(smallSizes, 3);
      network.unfold(plain, [learnt]);
      network.foldFor([learnt, other]);
      network.dispose();
    });
    source.dispose();
  });
});

/** Mean and mean square of what the first unit of the first layer sums up. */
function sumsOf({ windows, packing }: typeof learnt, weights: Float32Array): { mean: number; square: number } {
  const { inputSize, hiddenUnits } = smallSizes;
  const sums = Array.from({ length: packing.rows }, (_, row) =>
    windows
      .subarray(row * inputSize, (row + 1) * inputSize)
      .reduce((sum, value, input) => sum + value * weights[input * hiddenUnits]!, 0),
  );
  const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean: meanOf(sums), square: meanOf(sums.map((sum) => sum * sum)) };
}

function trainerLossFromScratch(): number {
  const network = new TrainingNetwork(smallSizes, 3);
  const options = { optimizer: 'adam', dropout: 0, largestGradientNorm: 5, intermediateWeight: 0 } as const;
  const trainer = new Trainer(network, { ...options, chunk: [8, 24], lookAhead: [4, 24], seed: 1 });
  const { loss } = trainer.step(learnt, { step: 0, learningRate: 0, chunks: { chunk: 4, lookAhead: 3 } });
  trainer.optimizer.dispose();
  network.dispose();
  return loss;
}
