import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import type { ChunkConfig } from '../../src/core/acoustic/config';
import { Network, type WeightValues } from '../../src/core/acoustic/network';
import { pack, rowsOf as packedRowsOf } from '../../src/core/acoustic/packing';
import { windowing } from '../../src/core/acoustic/windowing';
import { expectNoTensorLeak, useBackend, valuesOf } from '../support/tensors';
import { largestError, readVectors, rowsOf, type FlatArray } from './readVectors';

interface NetworkVectors {
  readonly labels: number;
  readonly inputSize: number;
  readonly hiddenUnits: number;
  readonly cases: Readonly<
    Record<
      'gentle' | 'clipped',
      {
        readonly weights: Readonly<Record<string, FlatArray>>;
        readonly utterances: readonly {
          readonly windows: FlatArray;
          readonly whole: FlatArray;
          readonly chunked: readonly (ChunkConfig & { readonly logProbs: FlatArray })[];
        }[];
      }
    >
  >;
}

/** 32-bit sums against doubles, through a recurrence that carries the rounding along. */
const tolerance = 1e-4;

const vectors = readVectors('network') as NetworkVectors;
const wholeUtterance: ChunkConfig = { chunk: 1000, lookAhead: 0 };

function networkOf(name: 'gentle' | 'clipped'): Network {
  const weights = Object.entries(vectors.cases[name].weights).map(
    ([weight, { shape, values }]): [string, WeightValues] => [weight, { shape, values: Float32Array.from(values) }],
  );
  const { inputSize, hiddenUnits, labels } = vectors;
  return new Network({ inputSize, hiddenUnits, labelCount: labels }, new Map(weights));
}

/** Log posteriors of each utterance, [timesteps · labels], all run as one batch. */
function run(network: Network, utterances: readonly FlatArray[], chunks: ChunkConfig): Float32Array[] {
  const order = utterances.map((_, index) => index).sort((a, b) => utterances[b]!.shape[0]! - utterances[a]!.shape[0]!);
  const packing = pack(Int32Array.from(order, (index) => utterances[index]!.shape[0]!));
  const windows = new Float32Array(packing.rows * vectors.inputSize);
  order.forEach((index, sequence) => {
    const rows = rowsOf(utterances[index]!);
    packedRowsOf(packing, sequence).forEach((row, t) => {
      windows.set(rows[t]!, row * vectors.inputSize);
    });
  });
  const flat = valuesOf(
    tf.tidy(() => {
      const input = tf.tensor2d(windows, [packing.rows, vectors.inputSize]);
      return network.logPosteriors(input, packing, windowing(packing, chunks));
    }),
  );
  return utterances.map((_, index) => {
    const rows = packedRowsOf(packing, order.indexOf(index));
    return Float32Array.from(
      [...rows].flatMap((row) => [...flat.subarray(row * vectors.labels, (row + 1) * vectors.labels)]),
    );
  });
}

describe.each(['tensorflow', 'wasm'] as const)('Network against PyTorch, on %s', { timeout: 20_000 }, (backend) => {
  beforeAll(() => useBackend(backend));

  describe.each(['gentle', 'clipped'] as const)('%s weights', (name) => {
    const { utterances } = vectors.cases[name];

    it('gives the log posteriors of each utterance alone, with the whole future in sight', () => {
      const network = networkOf(name);
      for (const { windows, whole } of utterances) {
        expect(largestError(run(network, [windows], wholeUtterance)[0]!, whole.values)).toBeLessThan(tolerance);
      }
      network.dispose();
    });

    it('gives the same in a batch of different lengths', () => {
      const network = networkOf(name);
      const logProbs = run(
        network,
        utterances.map(({ windows }) => windows),
        wholeUtterance,
      );
      logProbs.forEach((actual, index) => {
        expect(largestError(actual, utterances[index]!.whole.values)).toBeLessThan(tolerance);
      });
      network.dispose();
    });

    it('gives the log posteriors of chunks with a look-ahead, alone and in a batch', () => {
      const network = networkOf(name);
      utterances[0]!.chunked.forEach(({ chunk, lookAhead }, setting) => {
        const batch = run(
          network,
          utterances.map(({ windows }) => windows),
          { chunk, lookAhead },
        );
        utterances.forEach(({ windows, chunked }, index) => {
          const expected = chunked[setting]!.logProbs.values;
          expect(largestError(batch[index]!, expected)).toBeLessThan(tolerance);
          expect(largestError(run(network, [windows], { chunk, lookAhead })[0]!, expected)).toBeLessThan(tolerance);
        });
      });
      network.dispose();
    });
  });

  it('leaves no tensor behind', async () => {
    await expectNoTensorLeak(() => {
      const network = networkOf('gentle');
      run(network, [vectors.cases.gentle.utterances[0]!.windows], { chunk: 4, lookAhead: 3 });
      network.dispose();
    });
  });
});

describe('Network', () => {
  it('refuses weights of another shape, by name', () => {
    expect(() => new Network({ inputSize: 3, hiddenUnits: 2, labelCount: 2 }, new Map())).toThrow(
      'weight W1 is none, expected 3×2',
    );
  });
});
