import { describe, expect, it } from 'vitest';

import { defaultFeatureConfig, type FeatureConfig } from '../../src/core/features/config';
import { FeatureStream } from '../../src/core/features/featureStream';
import { filterBank } from '../../src/core/features/filterBank';
import { Framer } from '../../src/core/features/framer';
import { LogFilterBank } from '../../src/core/features/logFilterBank';
import { Normalizer } from '../../src/core/features/normalizer';
import { largestError, readVectors, rowsOf, type FlatArray } from './readVectors';

interface FeatureVectors {
  readonly pcm: readonly number[];
  readonly logBands: Readonly<Record<FeatureConfig['scale'], FlatArray>>;
  readonly filters: Readonly<
    Record<FeatureConfig['scale'], readonly { readonly firstBin: number; readonly weights: readonly number[] }[]>
  >;
  readonly prior: { readonly mean: readonly number[]; readonly variance: readonly number[] };
  readonly normalised: Readonly<Record<'5' | '300', FlatArray>>;
}

/** Features are handed on in 32-bit floats, and near silence a logarithm magnifies the rounding of the windowed samples. */
const tolerance = 1e-4;

const vectors = readVectors('features') as FeatureVectors;
const contextWindows = readVectors('windows') as { readonly context7stride2: FlatArray };
const samples = Float32Array.from(vectors.pcm, (sample) => sample / 32_768);
const prior = { mean: Float32Array.from(vectors.prior.mean), variance: Float32Array.from(vectors.prior.variance) };

function logBands(config: FeatureConfig): Float32Array[] {
  const bank = new LogFilterBank(config);
  const frames: Float32Array[] = [];
  new Framer(config.frameLength, config.hop).push(samples, (frame) => frames.push(bank.analyse(frame)));
  return frames;
}

function expectRows(actual: readonly Float32Array[], expected: readonly Float32Array[]): void {
  expect(actual.length).toBe(expected.length);
  actual.forEach((row, index) => {
    expect(largestError(row, expected[index]!), `row ${index}`).toBeLessThan(tolerance);
  });
}

describe('features against NumPy', () => {
  it.each(['mel', 'linear'] as const)('the %s filter bank has the weights of the definition', (scale) => {
    const bank = filterBank({ ...defaultFeatureConfig, scale });
    expect(bank.length).toBe(vectors.filters[scale].length);
    bank.forEach((filter, band) => {
      expect(largestError(dense(filter), dense(vectors.filters[scale][band]!)), `band ${band}`).toBeLessThan(1e-6);
    });
  });

  it.each(['mel', 'linear'] as const)('log %s energies are those of the definition', (scale) => {
    expectRows(logBands({ ...defaultFeatureConfig, scale }), rowsOf(vectors.logBands[scale]));
  });

  it.each(['5', '300'] as const)(
    'the running normalisation is that of the definition with a prior of %s frames',
    (count) => {
      const normalizer = new Normalizer(prior, Number(count));
      const frames = rowsOf(vectors.logBands.mel);
      for (const frame of frames) normalizer.push(frame);
      expectRows(frames, rowsOf(vectors.normalised[count]));
    },
  );

  it('the whole stream gives the context windows of the definition', () => {
    const stream = new FeatureStream(defaultFeatureConfig, prior);
    const windows = [...stream.push(samples), ...stream.finish()];
    expectRows(windows, rowsOf(contextWindows.context7stride2));
  });
});

function dense({ firstBin, weights }: { firstBin: number; weights: ArrayLike<number> }): Float32Array {
  const row = new Float32Array(defaultFeatureConfig.fftSize / 2 + 1);
  row.set(Float32Array.from(weights), firstBin);
  return row;
}
