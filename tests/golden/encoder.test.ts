import { beforeAll, describe, expect, it } from 'vitest';

import type { WeightValues } from '../../src/core/weightValues';
import { wholeSight, type EncoderConfig, type Sight } from '../../src/core/encoder/config';
import { Encoder } from '../../src/core/encoder/encoder';
import { LogMel } from '../../src/core/encoder/logMel';
import { StreamingEncoder } from '../../src/core/encoder/streamingEncoder';
import { settledRows } from '../support/encoders';
import { expectNoTensorLeak, useBackend } from '../support/tensors';
import { largestError, readVectors, rowsOf, type FlatArray } from './readVectors';

interface LogMelVectors {
  readonly pcm: readonly number[];
  /** The greatest energy of all, log10. */
  readonly top: number;
  readonly whole: FlatArray;
  readonly running: FlatArray;
}

interface EncoderVectors {
  readonly config: EncoderConfig;
  readonly weights: Readonly<Record<string, FlatArray>>;
  readonly mel: FlatArray;
  readonly whole: FlatArray;
  readonly streams: readonly (Sight & { readonly states: FlatArray })[];
}

/** Frames are handed on in 32-bit floats, and near the floor a logarithm magnifies the rounding of samples. */
const frameTolerance = 1e-4;
/** 32-bit sums against doubles, through two layers and a norm. */
const stateTolerance = 1e-4;

describe('log-mel frames against PyTorch', () => {
  const vectors = readVectors('logMel') as LogMelVectors;
  const samples = Float32Array.from(vectors.pcm, (sample) => sample / 32_768);

  it.each([
    ['whole', { firstTop: vectors.top }],
    ['running', {}],
  ] as const)('are those of the definition with the %s top', (name, options) => {
    const logMel = new LogMel(options);
    const frames = [...logMel.push(samples), ...logMel.finish()];
    const expected = rowsOf(vectors[name]);
    expect(frames.length).toBe(expected.length);
    frames.forEach((frame, index) => {
      expect(largestError(frame, expected[index]!), `frame ${index}`).toBeLessThan(frameTolerance);
    });
    expect(logMel.top).toBeCloseTo(vectors.top, 5);
  });
});

describe.each(['auto', 'wasm'] as const)('the encoder on %s against PyTorch', (backend) => {
  const vectors = readVectors('encoder') as EncoderVectors;
  const sights = [{ ...wholeSight, states: vectors.whole }, ...vectors.streams];
  beforeAll(() => useBackend(backend));

  it.each(sights)('gives its states with hop $hop, look $look and past $past', async ({ states, ...sight }) => {
    const weights = Object.entries(vectors.weights).map(([name, { shape, values }]): [string, WeightValues] => [
      name,
      { shape, values: Float32Array.from(values) },
    ]);
    await expectNoTensorLeak(() => {
      const encoder = new Encoder(vectors.config, new Map(weights));
      const stream = new StreamingEncoder(encoder, sight);
      const rows = settledRows([...stream.push(rowsOf(vectors.mel)), ...stream.finish()]);
      stream.dispose();
      encoder.dispose();
      expect(rows.length).toBe(states.shape[0]);
      rows.forEach((row, index) => {
        expect(largestError(row, rowsOf(states)[index]!), `state ${index}`).toBeLessThan(stateTolerance);
      });
    });
  });
});
