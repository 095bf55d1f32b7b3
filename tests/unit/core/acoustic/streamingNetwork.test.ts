import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { joinSamples } from '../../../../src/core/audio/pcm';
import type { ChunkConfig } from '../../../../src/core/acoustic/config';
import type { Network } from '../../../../src/core/acoustic/network';
import { pack } from '../../../../src/core/acoustic/packing';
import { StreamingNetwork } from '../../../../src/core/acoustic/streamingNetwork';
import { windowing } from '../../../../src/core/acoustic/windowing';
import { largestError } from '../../../golden/readVectors';
import { sameToTheBit } from '../../../support/audio';
import { drawnNetwork, drawnWindows } from '../../../support/networks';
import { expectNoTensorLeak, useBackend, valuesOf } from '../../../support/tensors';

const sizes = { inputSize: 6, hiddenUnits: 16, labelCount: 5 };
/** 32-bit sums of matrices of different heights are added in different orders. */
const tolerance = 1e-4;

const chunks = fc.record({ chunk: fc.integer({ min: 1, max: 9 }), lookAhead: fc.nat({ max: 9 }) });
const timesteps = fc.nat({ max: 30 });
/** How many windows come with each push, round and round. */
const pushes = fc
  .array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 6 })
  .filter((counts) => counts.some((n) => n > 0));

function streamed(
  stream: StreamingNetwork,
  windows: readonly Float32Array[],
  counts: readonly number[],
): Float32Array[] {
  const emitted: Float32Array[] = [];
  for (let at = 0, push = 0; at < windows.length; push += 1) {
    const count = counts[push % counts.length]!;
    emitted.push(...stream.push(windows.slice(at, at + count)));
    at += count;
  }
  return [...emitted, ...stream.finish()];
}

/** The batch form of the network, which PyTorch has judged. */
function atOnce(network: Network, windows: readonly Float32Array[], given: ChunkConfig): Float32Array {
  const packing = pack(Int32Array.of(windows.length));
  return valuesOf(
    tf.tidy(() => {
      const input = tf.tensor2d(joinSamples(windows), [windows.length, sizes.inputSize]);
      return network.logPosteriors(input, packing, windowing(packing, given));
    }),
  );
}

describe.each(['auto', 'wasm'] as const)('StreamingNetwork on %s', { timeout: 60_000 }, (backend) => {
  let network: Network;
  beforeAll(async () => {
    await useBackend(backend);
    network = drawnNetwork(sizes, 4);
  });
  afterAll(() => {
    network.dispose();
  });

  const run = (
    windows: readonly Float32Array[],
    given: ChunkConfig,
    counts: readonly number[] = [1000],
  ): Float32Array[] => {
    const stream = new StreamingNetwork(network, given);
    const emitted = streamed(stream, windows, counts);
    stream.dispose();
    return emitted;
  };

  it('gives the same log posteriors to the bit however the windows come', () => {
    fc.assert(
      fc.property(timesteps, chunks, pushes, (count, given, counts) => {
        const windows = drawnWindows(count, sizes.inputSize, count);
        expect(sameToTheBit(run(windows, given, counts), run(windows, given))).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it('is the chunked network by definition', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), chunks, (count, given) => {
        const windows = drawnWindows(count, sizes.inputSize, count);
        expect(largestError(joinSamples(run(windows, given)), atOnce(network, windows, given))).toBeLessThan(tolerance);
      }),
      { numRuns: 25 },
    );
  });

  it('equals the unchunked network where the look-ahead holds the rest of the utterance', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 9 }), (count, chunk) => {
        const windows = drawnWindows(count, sizes.inputSize, count);
        const unchunked = atOnce(network, windows, { chunk: 1000, lookAhead: 0 });
        expect(largestError(joinSamples(run(windows, { chunk, lookAhead: count })), unchunked)).toBeLessThan(tolerance);
      }),
      { numRuns: 25 },
    );
  });

  it('emits a chunk once its look-ahead is there, not later', () => {
    const windows = drawnWindows(11, sizes.inputSize, 1);
    const stream = new StreamingNetwork(network, { chunk: 4, lookAhead: 3 });
    expect(windows.map((window) => stream.push([window]).length)).toEqual([0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 4]);
    expect(stream.finish().length).toBe(3);
    stream.dispose();
  });

  it('carries nothing from one utterance into the next', () => {
    const windows = drawnWindows(13, sizes.inputSize, 2);
    const stream = new StreamingNetwork(network, { chunk: 4, lookAhead: 3 });
    const first = streamed(stream, windows, [5]);
    expect(sameToTheBit(streamed(stream, windows, [3]), first)).toBe(true);
    expect(stream.finish()).toEqual([]);
    stream.dispose();
  });

  it('emits natural-log probabilities', () => {
    for (const row of run(drawnWindows(9, sizes.inputSize, 3), { chunk: 4, lookAhead: 2 })) {
      expect(row.reduce((sum, logProb) => sum + Math.exp(logProb), 0)).toBeCloseTo(1, 4);
    }
  });

  it('leaves no tensor behind, finished or dropped in the middle', async () => {
    await expectNoTensorLeak(() => {
      run(drawnWindows(13, sizes.inputSize, 2), { chunk: 4, lookAhead: 3 });
      const dropped = new StreamingNetwork(network, { chunk: 4, lookAhead: 3 });
      dropped.push(drawnWindows(9, sizes.inputSize, 2));
      dropped.dispose();
    });
  });

  it('holds a constant number of tensors while it streams', () => {
    const stream = new StreamingNetwork(network, { chunk: 4, lookAhead: 3 });
    const counts = Array.from({ length: 6 }, (_, round) => {
      stream.push(drawnWindows(8, sizes.inputSize, round));
      return tf.memory().numTensors;
    });
    expect(new Set(counts).size).toBe(1);
    stream.dispose();
  });
});

describe('StreamingNetwork', { timeout: 60_000 }, () => {
  it('gives the same posteriors on tensorflow and on wasm within 1e-3', async () => {
    const windows = drawnWindows(40, 60, 5);
    const runOn = async (backend: 'tensorflow' | 'wasm'): Promise<Float32Array> => {
      await useBackend(backend);
      const network = drawnNetwork({ inputSize: 60, hiddenUnits: 96, labelCount: 29 }, 6);
      const stream = new StreamingNetwork(network, { chunk: 8, lookAhead: 16 });
      const logProbs = joinSamples(streamed(stream, windows, [7]));
      stream.dispose();
      network.dispose();
      return logProbs;
    };
    expect(largestError(await runOn('wasm'), await runOn('tensorflow'))).toBeLessThan(1e-3);
  });
});
