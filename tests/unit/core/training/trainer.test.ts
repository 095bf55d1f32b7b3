import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { type ChunkConfig, fullContext } from '../../../../src/core/acoustic/config';
import { Network } from '../../../../src/core/acoustic/network';
import { windowing } from '../../../../src/core/acoustic/windowing';
import type { Batch } from '../../../../src/core/training/batches';
import { batchLoss, Trainer, type StepPlan } from '../../../../src/core/training/trainer';
import { TrainingNetwork } from '../../../../src/core/training/trainingNetwork';
import { expectNoTensorLeak, useBackend, valuesOf } from '../../../support/tensors';
import { batchOfTargets, plainTrainer, smallSizes } from '../../../support/training';
import { largestError } from '../../../golden/readVectors';

const sizes = smallSizes;
const chunks = { chunk: 4, lookAhead: 3 };
const plan = (step: number, learningRate = 0.01): StepPlan => ({ step, learningRate, chunks });

const long = { timesteps: 11, target: [0, 1, 1, 2], seed: 1 };
const middle = { timesteps: 7, target: [2, 0], seed: 2 };
const short = { timesteps: 2, target: [1], seed: 3 };

/** Nats of each utterance of a batch, with the network that runs after training. */
function lossesOf(network: Network, batch: Batch): number[] {
  const logProbs = tf.tidy(() =>
    network.logPosteriors(
      tf.tensor2d(batch.windows, [batch.packing.rows, sizes.inputSize]),
      batch.packing,
      windowing(batch.packing, chunks),
    ),
  );
  const losses = batch.targets.map((target, sequence) => {
    let perLabel = NaN;
    const alone = { ...batch, targets: [target], rows: [batch.rows[sequence]!] };
    tf.dispose(
      batchLoss(logProbs, alone, ({ loss }) => {
        perLabel = loss;
      }),
    );
    return perLabel;
  });
  logProbs.dispose();
  return losses;
}

function trained(steps: number): TrainingNetwork {
  const network = new TrainingNetwork(sizes, 7);
  const trainer = new Trainer(network, plainTrainer);
  for (let step = 0; step < steps; step += 1) trainer.step(batchOfTargets(long, middle, short), plan(step));
  trainer.optimizer.dispose();
  return network;
}

describe('Trainer', { timeout: 20_000 }, () => {
  beforeAll(() => useBackend('auto'));

  it('learns what it is shown', { timeout: 60_000 }, () => {
    const network = new TrainingNetwork(sizes, 7);
    const trainer = new Trainer(network, plainTrainer);
    const batch = batchOfTargets(long, middle, short);
    const losses = Array.from({ length: 40 }, (_, step) => trainer.step(batch, plan(step, 0.03)).loss);
    expect(losses.at(-1)).toBeLessThan(losses[0]! / 10);
    trainer.optimizer.dispose();
    network.dispose();
  });

  it('reports and leaves out a target that does not fit into its timesteps', () => {
    const impossible = { timesteps: 2, target: [1, 1], seed: 3 };
    const network = trained(1);
    const trainer = new Trainer(network, plainTrainer);
    const report = trainer.step(batchOfTargets(long, impossible), plan(1));
    expect(report.impossible).toBe(1);
    expect(Number.isFinite(report.loss + report.gradientNorm)).toBe(true);
    const nothing = trainer.step(batchOfTargets(impossible), plan(1));
    expect(nothing).toMatchObject({ impossible: 1, loss: 0, gradientNorm: 0 });
    trainer.optimizer.dispose();
    network.dispose();
  });

  it('takes the same steps again from the same seed, to the bit', () => {
    const [one, other] = [trained(3), trained(3)];
    for (const [name, { values }] of one.values()) expect(other.values().get(name)!.values, name).toEqual(values);
    one.dispose();
    other.dispose();
  });

  it('takes batches of any size one after another', () => {
    const network = trained(1);
    const trainer = new Trainer(network, plainTrainer);
    for (const batch of [batchOfTargets(long, middle, short), batchOfTargets(short), batchOfTargets(middle, short)]) {
      expect(Number.isFinite(trainer.step(batch, plan(1)).loss)).toBe(true);
    }
    trainer.optimizer.dispose();
    network.dispose();
  });

  it('takes other steps with dropout, and the same ones again from the same seed', () => {
    const lossesWith = (dropout: number): number[] => {
      const network = new TrainingNetwork(sizes, 7);
      const trainer = new Trainer(network, { ...plainTrainer, dropout });
      const losses = [0, 1, 2].map((step) => trainer.step(batchOfTargets(long, middle), plan(step)).loss);
      trainer.optimizer.dispose();
      network.dispose();
      return losses;
    };
    expect(lossesWith(0.2)).toEqual(lossesWith(0.2));
    expect(lossesWith(0.2)).not.toEqual(lossesWith(0));
  });

  it('reports the norm of each gradient, which make up the whole, and the share of blanks', () => {
    const network = trained(1);
    const trainer = new Trainer(network, plainTrainer);
    const { gradientNorm, gradientNorms, blankShare, utterances } = trainer.step(batchOfTargets(long, middle), plan(1));
    expect([...gradientNorms.keys()]).toEqual([...network.variables.keys()]);
    expect(Math.hypot(...gradientNorms.values())).toBeCloseTo(gradientNorm, 4);
    const timesteps = long.timesteps + middle.timesteps;
    expect(Number.isInteger(Math.round(blankShare * timesteps * 1e6) / 1e6)).toBe(true);
    expect(blankShare >= 0 && blankShare <= 1).toBe(true);
    expect(utterances).toBe(2);
    trainer.optimizer.dispose();
    network.dispose();
  });

  it('draws the chunks of a step from its seed, inside the bounds, and now and then the whole utterance', () => {
    const network = trained(1);
    const drawnBy = (seed: number): ChunkConfig[] => {
      const trainer = new Trainer(network, { ...plainTrainer, seed });
      return Array.from({ length: 100 }, (_, step) => trainer.plan(step, 1).chunks);
    };
    expect(drawnBy(1)).toEqual(drawnBy(1));
    expect(drawnBy(2)).not.toEqual(drawnBy(1));
    const whole = drawnBy(1).filter(({ chunk }) => chunk > 10_000);
    const cut = drawnBy(1).filter(({ chunk }) => chunk <= 10_000);
    expect(whole.length).toBeGreaterThan(0);
    expect(new Set(cut.map(({ chunk }) => chunk)).size).toBeGreaterThan(10);
    expect(cut.every(({ chunk }) => chunk >= 8 && chunk <= 24)).toBe(true);
    expect(cut.every(({ lookAhead }) => lookAhead >= 4 && lookAhead <= 24)).toBe(true);
    network.dispose();
  });

  it('sees as many utterances whole as it is told to', () => {
    const network = trained(1);
    const trainer = new Trainer(network, { ...plainTrainer, wholeShare: 1 });
    for (let step = 0; step < 20; step += 1) expect(trainer.plan(step, 1).chunks).toEqual(fullContext);
    network.dispose();
  });

  it('leaves no tensor behind', async () => {
    await expectNoTensorLeak(() => {
      trained(2).dispose();
    });
  });
});

describe('TrainingNetwork', { timeout: 20_000 }, () => {
  beforeAll(() => useBackend('auto'));

  it('folds into a plain network of the same logits', () => {
    const network = new TrainingNetwork(sizes, 3);
    const batch = batchOfTargets(long, middle, short);
    const windowed = windowing(batch.packing, chunks);
    const windows = tf.tensor2d(batch.windows, [batch.packing.rows, sizes.inputSize]);
    const expected = valuesOf(tf.tidy(() => tf.logSoftmax(network.forward(windows, batch.packing, windowed).top)));
    network.followStatistics();
    const plain = new Network(sizes, network.fold());
    const actual = valuesOf(plain.logPosteriors(windows, batch.packing, windowed));
    expect(largestError(actual, expected)).toBeLessThan(1e-4);
    tf.dispose(windows);
    plain.dispose();
    network.dispose();
  });

  it('lets its statistics follow the batches, 98 % old and 2 % new', () => {
    const network = new TrainingNetwork(sizes, 3);
    const follow = (batch: Batch): number => {
      tf.tidy(() => {
        network.forward(
          tf.tensor2d(batch.windows, [batch.packing.rows, sizes.inputSize]),
          batch.packing,
          windowing(batch.packing, chunks),
        );
      });
      network.followStatistics();
      return network.values().get('mean1')!.values[0]!;
    };
    const first = follow(batchOfTargets(long));
    const mixed = follow(batchOfTargets(middle));
    const alone = new TrainingNetwork(sizes, 3);
    network.dispose();
    const second = meanOfFirstUnit(alone, batchOfTargets(middle));
    expect(mixed).toBeCloseTo(0.98 * first + 0.02 * second, 5);
    expect(Math.abs(first - second)).toBeGreaterThan(0.1);
    alone.dispose();
  });

  it('gives an utterance the same loss alone and in any batch, once its statistics are fixed', () => {
    const network = trained(2);
    const plain = new Network(sizes, network.fold());
    const alone = [long, middle, short].map((utterance) => lossesOf(plain, batchOfTargets(utterance))[0]!);
    expect(largestError(lossesOf(plain, batchOfTargets(long, middle, short)), alone)).toBeLessThan(1e-4);
    const [, , third] = lossesOf(plain, batchOfTargets({ ...long, seed: 8 }, { ...middle, seed: 9 }, short));
    expect(third).toBeCloseTo(alone[2]!, 4);
    plain.dispose();
    network.dispose();
  });

  it('is restored to the bit from its values', () => {
    const network = trained(2);
    const other = new TrainingNetwork(sizes, 99);
    other.restore(network.values());
    for (const [name, { values }] of network.values()) expect(other.values().get(name)!.values, name).toEqual(values);
    network.dispose();
    other.dispose();
  });

  it('refuses values of another shape', () => {
    const network = trained(1);
    const wider = new TrainingNetwork({ ...sizes, hiddenUnits: 13 }, 1);
    expect(() => {
      wider.restore(network.values());
    }).toThrow('does not fit');
    network.dispose();
    wider.dispose();
  });

  it('cannot be folded before it has seen a batch', () => {
    const network = new TrainingNetwork(sizes, 1);
    expect(() => network.fold()).toThrow('first batch');
    network.dispose();
  });
});

/** Mean over the timesteps of a batch of the first unit's sum, by definition. */
function meanOfFirstUnit(network: TrainingNetwork, batch: Batch): number {
  const { values } = network.values().get('W1')!;
  let total = 0;
  batch.windows.forEach((value, index) => {
    total += value * values[(index % sizes.inputSize) * sizes.hiddenUnits]!;
  });
  return total / batch.packing.rows;
}
