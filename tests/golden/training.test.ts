import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import type { ChunkConfig } from '../../src/core/acoustic/config';
import type { WeightValues } from '../../src/core/acoustic/network';
import { pack, rowsOf as packedRowsOf } from '../../src/core/acoustic/packing';
import { windowing } from '../../src/core/acoustic/windowing';
import type { Batch } from '../../src/core/training/batches';
import { optimizerNames } from '../../src/core/training/optimizer';
import { learningRateAt } from '../../src/core/training/schedule';
import { batchLoss, Trainer, type TrainerOptions } from '../../src/core/training/trainer';
import { TrainingNetwork, type Logits } from '../../src/core/training/trainingNetwork';
import { useBackend } from '../support/tensors';
import { largestError, readVectors, relativeError, type FlatArray } from './readVectors';

interface Steps {
  readonly start: Readonly<Record<string, FlatArray>>;
  readonly losses: readonly number[];
  readonly intermediateLosses: readonly number[];
  readonly logits: FlatArray;
  readonly intermediateLogits: FlatArray;
  readonly statistics: readonly { readonly mean: readonly number[]; readonly variance: readonly number[] }[];
  readonly gradients: Readonly<Record<string, FlatArray>>;
  readonly chunk: number | null;
  readonly lookAhead: number | null;
  readonly adam: ThreeSteps;
  readonly nesterov: ThreeSteps;
  readonly muon: ThreeSteps;
}

interface ThreeSteps {
  readonly lossBySteps: readonly number[];
  readonly normBySteps: readonly number[];
  readonly rateBySteps: readonly number[];
  readonly weightsAfterOneStep: Readonly<Record<string, FlatArray>>;
  readonly weightsAfterSteps: Readonly<Record<string, FlatArray>>;
}

interface TrainingVectors {
  readonly sizes: { readonly inputSize: number; readonly hiddenUnits: number; readonly labels: number };
  readonly largestNorm: number;
  readonly intermediateShare: number;
  readonly annealing: number;
  readonly lengths: readonly number[];
  readonly targets: readonly (readonly number[])[];
  readonly windows: FlatArray;
  readonly full: Steps;
  readonly chunked: Steps;
}

/** 32-bit sums against doubles, through five normalisations and a recurrence. */
const tolerance = 1e-4;
/** What three steps change is a thousandth of some weights, and these are rounded to 32 bits here and to 7 digits there. */
const wayTolerance = 5e-4;

const vectors = readVectors('training') as TrainingVectors;
const { inputSize, hiddenUnits, labels: labelCount } = vectors.sizes;
const packing = pack(Int32Array.from(vectors.lengths));

/** The packed rows of a padded array [utterances, timesteps, size]. */
function packed({ shape, values }: FlatArray): Float32Array {
  const [, timesteps = 0, size = 0] = shape;
  const rows = new Float32Array(packing.rows * size);
  vectors.lengths.forEach((_, sequence) => {
    packedRowsOf(packing, sequence).forEach((row, timestep) => {
      const start = (sequence * timesteps + timestep) * size;
      rows.set(values.slice(start, start + size), row * size);
    });
  });
  return rows;
}

const weightsOf = (arrays: Readonly<Record<string, FlatArray>>): Map<string, WeightValues> =>
  new Map(
    Object.entries(arrays).map(([name, { shape, values }]) => [name, { shape, values: Float32Array.from(values) }]),
  );

function networkAt(start: Readonly<Record<string, FlatArray>>): TrainingNetwork {
  const network = new TrainingNetwork({ inputSize, hiddenUnits, labelCount }, 1);
  network.restore(weightsOf(start));
  return network;
}

const chunksOf = ({ chunk, lookAhead }: Steps): ChunkConfig => ({ chunk: chunk ?? 1000, lookAhead: lookAhead ?? 0 });

const batch: Batch = {
  windows: packed(vectors.windows),
  packing,
  targets: vectors.targets.map((target) => Int32Array.from(target)),
  rows: vectors.lengths.map((_, sequence) => packedRowsOf(packing, sequence)),
};

function expectValues(actual: ReadonlyMap<string, WeightValues>, expected: Readonly<Record<string, FlatArray>>): void {
  for (const [name, { values }] of Object.entries(expected)) {
    expect(relativeError(actual.get(name)!.values, values), name).toBeLessThan(tolerance);
  }
}

/** The ways that the weights have gone, which are far shorter than the weights are large. */
function expectMoves(
  actual: ReadonlyMap<string, WeightValues>,
  start: Readonly<Record<string, FlatArray>>,
  expected: Readonly<Record<string, FlatArray>>,
): void {
  for (const [name, { values }] of Object.entries(expected)) {
    const from = start[name]!.values;
    const gone = values.map((value, index) => value - from[index]!);
    const went = actual.get(name)!.values.map((value, index) => value - from[index]!);
    expect(relativeError(went, gone), `way of ${name}`).toBeLessThan(wayTolerance);
  }
}

const options: TrainerOptions = {
  optimizer: 'adam',
  dropout: 0,
  largestGradientNorm: vectors.largestNorm,
  intermediateWeight: vectors.intermediateShare,
  chunk: [1, 1],
  lookAhead: [0, 0],
  seed: 1,
};

/** Packages train in WebAssembly where TensorFlow is not installed beside them. */
const cases = (['full', 'chunked'] as const).flatMap((name) =>
  (['tensorflow', 'wasm'] as const).map((backend) => [name, backend] as const),
);

describe.each(cases)('training against PyTorch, %s context, on %s', { timeout: 20_000 }, (name, backend) => {
  const steps = vectors[name];
  const windowed = windowing(packing, chunksOf(steps));
  const forward = (network: TrainingNetwork): Logits =>
    network.forward(tf.tensor2d(batch.windows, [packing.rows, inputSize]), packing, windowed);

  beforeAll(() => useBackend(backend));

  it('has the logits of both outputs', () => {
    const network = networkAt(steps.start);
    tf.tidy(() => {
      const { top, intermediate } = forward(network);
      expect(largestError(top.dataSync(), packed(steps.logits))).toBeLessThan(tolerance);
      expect(largestError(intermediate.dataSync(), packed(steps.intermediateLogits))).toBeLessThan(tolerance);
    });
    network.dispose();
  });

  it('has the statistics of the valid timesteps', () => {
    const network = networkAt(steps.start);
    tf.tidy(() => {
      forward(network);
    });
    network.followStatistics();
    const values = network.values();
    steps.statistics.forEach(({ mean, variance }, layer) => {
      expect(largestError(values.get(`mean${layer + 1}`)!.values, mean)).toBeLessThan(tolerance);
      expect(largestError(values.get(`variance${layer + 1}`)!.values, variance)).toBeLessThan(tolerance);
    });
    network.dispose();
  });

  it('has the loss of each utterance, the gradient of every weight and their norm', () => {
    const network = networkAt(steps.start);
    const variables = [...network.variables.values()];
    const { value, grads } = tf.variableGrads(() => {
      const { top, intermediate } = forward(network);
      const both = tf.mul(
        batchLoss(intermediate, batch, () => undefined),
        vectors.intermediateShare,
      );
      return tf.add(
        batchLoss(top, batch, () => undefined),
        both,
      );
    }, variables);
    expect(largestError([value.dataSync()[0]!], steps.adam.lossBySteps.slice(0, 1))).toBeLessThan(tolerance);
    const gradients = [...network.variables].map(([weight, variable]): [string, WeightValues] => {
      const gradient = grads[variable.name]!;
      return [weight, { shape: gradient.shape, values: Float32Array.from(gradient.dataSync()) }];
    });
    expectValues(new Map(gradients), steps.gradients);
    network.dispose();
  });

  it.each(optimizerNames)('takes one clipped step of %s and two more to the same weights', (optimizer) => {
    const expected = steps[optimizer];
    const network = networkAt(steps.start);
    const trainer = new Trainer(network, { ...options, optimizer });
    const annealing = optimizer === 'nesterov' ? vectors.annealing : 1;
    const schedule = { ...levelSchedule, peakLearningRate: expected.rateBySteps[0]!, annealing };
    const labels = vectors.targets.flat().length;
    expected.lossBySteps.forEach((loss, step) => {
      const learningRate = learningRateAt(step, schedule);
      expect(learningRate).toBeCloseTo(expected.rateBySteps[step]!, 6);
      const report = trainer.step(batch, { step, learningRate, chunks: chunksOf(steps) });
      if (step === 0) {
        expect(report.loss).toBeCloseTo(sum(steps.losses) / labels, 4);
        expect(report.intermediateLoss).toBeCloseTo(sum(steps.intermediateLosses) / labels, 4);
        expectValues(network.values(), expected.weightsAfterOneStep);
        expectMoves(network.values(), steps.start, expected.weightsAfterOneStep);
      }
      const minimised = report.loss + vectors.intermediateShare * report.intermediateLoss;
      expect(largestError([minimised], [loss])).toBeLessThan(tolerance);
      expect(largestError([report.gradientNorm], [expected.normBySteps[step]!])).toBeLessThan(tolerance);
    });
    expectValues(network.values(), expected.weightsAfterSteps);
    expectMoves(network.values(), steps.start, expected.weightsAfterSteps);
    network.dispose();
    trainer.optimizer.dispose();
  });
});

/** Neither warm-up nor decay; each step is an epoch, so that three steps show the annealing. */
const levelSchedule = { warmupSteps: 1, decaySteps: 1, totalSteps: 1000, stepsPerEpoch: 1 };

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
