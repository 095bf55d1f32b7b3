import { join } from 'node:path';

import { beforeAll, describe, expect, it } from 'vitest';

import type { Sight } from '../../src/core/encoder/config';
import { Encoder } from '../../src/core/encoder/encoder';
import { LogMel } from '../../src/core/encoder/logMel';
import { StateStream } from '../../src/core/encoder/stateStream';
import { readEncoder } from '../../src/platform/acoustic/encoderFile';
import { settledRows } from '../support/encoders';
import { useBackend } from '../support/tensors';
import { largestError, readVectors, rowsOf, type FlatArray } from './readVectors';

type SightName = 'whole' | 'stream';

interface PretrainedVectors {
  /** 16-bit samples, base64. */
  readonly pcm: string;
  readonly top: number;
  /** Every so many rows and columns are in the arrays. */
  readonly rows: number;
  readonly columns: number;
  readonly sights: Readonly<Record<SightName, Sight>>;
  readonly mel: FlatArray;
  /** By whose weights: the original's in 16 bits, or those of our file in 8. */
  readonly states: Readonly<Record<'original' | 'stored', Readonly<Record<SightName, FlatArray>>>>;
}

const vectors = readVectors('pretrainedEncoder') as PretrainedVectors;
const path = join(__dirname, '../../resources/models/whisper-base.encoder');

function samplesOf(base64: string): Float32Array {
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
  return Float32Array.from(new Int16Array(bytes.buffer), (sample) => sample / 32_768);
}

const samples = samplesOf(vectors.pcm);

/** Of the rows, those that the vectors hold. */
const some = (rows: readonly Float32Array[]): Float32Array[] =>
  rows
    .filter((_, index) => index % vectors.rows === 0)
    .map((row) => row.filter((_, index) => index % vectors.columns === 0));

/** ‖actual − expected‖ / ‖expected‖ over all values. */
function distance(actual: readonly Float32Array[], expected: readonly Float32Array[]): number {
  const flat = expected.flatMap((row) => [...row]);
  const errors = actual.flatMap((row) => [...row]).map((value, index) => value - flat[index]!);
  expect(errors.length).toBe(flat.length);
  return Math.hypot(...errors) / Math.hypot(...flat);
}

describe('log-mel frames of a recording', () => {
  it('are those of PyTorch', () => {
    const logMel = new LogMel({ firstTop: vectors.top });
    const frames = some([...logMel.push(samples), ...logMel.push(new Float32Array(3200)), ...logMel.finish()]);
    rowsOf(vectors.mel).forEach((row, index) => {
      expect(largestError(frames[index]!, row), `frame ${index}`).toBeLessThan(1e-4);
    });
  });
});

describe.each(['auto', 'wasm'] as const)('Whisper base in 8 bits on %s', { timeout: 120_000 }, (backend) => {
  let encoder: Encoder;
  beforeAll(async () => {
    await useBackend(backend);
    const file = readEncoder(path);
    if (!file.ok) throw new Error(file.error.message);
    encoder = new Encoder(file.value.config, file.value.weights);
    return () => {
      encoder.dispose();
    };
  }, 120_000);

  it.each(['whole', 'stream'] as const)('gives the states of PyTorch, %s', (sight) => {
    const stream = new StateStream(encoder, { sight: vectors.sights[sight], firstTop: vectors.top });
    const states = some(settledRows([...stream.push(samples), ...stream.finish()]));
    stream.dispose();
    const { stored, original } = vectors.states;
    // Six layers in 32 bits against doubles.
    expect(distance(states, rowsOf(stored[sight]))).toBeLessThan(1e-4);
    // What 8 bits cost; 2 to 3 % on five recordings.
    expect(distance(states, rowsOf(original[sight]))).toBeLessThan(0.04);
  });
});
