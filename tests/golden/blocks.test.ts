import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { BlockNetwork } from '../../src/core/acoustic/blockNetwork';
import { Network } from '../../src/core/acoustic/network';
import { expectNoTensorLeak, useBackend } from '../support/tensors';
import { type FlatArray, largestError, readVectors } from './readVectors';

interface BlockVectors {
  readonly width: number;
  readonly hiddenUnits: number;
  readonly context: number;
  readonly length: number;
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  readonly weights: Readonly<Record<string, FlatArray>>;
  readonly cases: readonly {
    readonly hop: number;
    readonly look: number;
    readonly chunks: FlatArray;
    readonly logProbs: FlatArray;
  }[];
}

/** 32-bit sums in another order, through a recurrence that carries the rounding along. */
const tolerance = 1e-4;

const vectors = readVectors('blocks') as BlockVectors;

function networkOf(): Network {
  const { width, hiddenUnits, context, weights } = vectors;
  const values = Object.entries(weights).map(([name, { shape, values: flat }]) => {
    return [name, { shape, values: Float32Array.from(flat) }] as const;
  });
  return new Network({ inputSize: (2 * context + 1) * width, hiddenUnits, labelCount: 29 }, new Map(values));
}

/** Log posteriors of the settled timesteps, [length · 29]. */
function run({ hop, look, chunks }: BlockVectors['cases'][number]): number[] {
  const { width, context, length, mean, deviation } = vectors;
  const network = networkOf();
  const normalization = { mean: Float32Array.from(mean), deviation: Float32Array.from(deviation) };
  const stream = new BlockNetwork(network, normalization, context);
  const heard: number[] = [];
  for (let start = 0; start < length; start += hop) {
    const rows = Math.min(hop + look, length - start);
    const first = (start / hop) * (hop + look) * width;
    const states = tf.tensor2d(chunks.values.slice(first, first + rows * width), [rows, width]);
    const { settled, ahead } = stream.push({ states, settled: Math.min(hop, rows) });
    expect(settled.length + ahead.length).toBe(rows);
    heard.push(...settled.flatMap((row) => Array.from(row)));
    states.dispose();
  }
  stream.dispose();
  network.dispose();
  return heard;
}

describe.each(['auto', 'wasm'] as const)('BlockNetwork on %s', { timeout: 60_000 }, (backend) => {
  beforeAll(() => useBackend(backend));

  it.each(vectors.cases)('hears blocks of $hop and $look as PyTorch does', async (block) => {
    await expectNoTensorLeak(() => {
      expect(largestError(run(block), block.logProbs.values)).toBeLessThan(tolerance);
    });
  });
});
