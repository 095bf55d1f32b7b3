import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { weightShapes } from '../../../../src/core/acoustic/config';
import { english } from '../../../../src/core/alphabet';
import { defaultFeatureConfig, frameSizeOf, inputSizeOf } from '../../../../src/core/features/config';
import { readModel, writeModel, type AcousticModel } from '../../../../src/platform/acoustic/modelFile';
import { readTensorFile, writeTensorFile } from '../../../../src/platform/acoustic/tensorFile';
import { temporaryFolder } from '../../../support/temporaryFolder';

function smallModel(): AcousticModel {
  const features = { ...defaultFeatureConfig, bands: 4, context: 1 };
  const network = { inputSize: inputSizeOf(features), hiddenUnits: 3, labelCount: english.size };
  const weights = new Map(
    [...weightShapes(network)].map(([name, shape]) => {
      const length = shape.reduce((product, size) => product * size, 1);
      // Halves hold these exactly.
      return [name, { shape, values: Float32Array.from({ length }, (_, index) => (index % 8) / 8) }];
    }),
  );
  const bands = frameSizeOf(features);
  const prior = { mean: new Float32Array(bands).fill(-5), variance: new Float32Array(bands).fill(2) };
  return { name: 'small', features, network, prior, weights, encoderWeights: new Map(), training: { steps: 7 } };
}

function changed(change: (header: Record<string, unknown>) => void): string {
  const path = join(temporaryFolder(), 'model.utter');
  writeModel(path, smallModel());
  const file = readTensorFile(path);
  if (!file.ok) throw new Error(file.error.message);
  const { tensors: _tensors, ...header } = file.value.header;
  change(header);
  writeTensorFile(path, { header, tensors: file.value.tensors }, 'float16');
  const model = readModel(path);
  return model.ok ? 'read' : `${model.error.code}: ${model.error.message.replace(path, 'PATH')}`;
}

describe('model files', () => {
  it('give back what was written', () => {
    const path = join(temporaryFolder(), 'model.utter');
    const model = smallModel();
    writeModel(path, model);
    expect(readModel(path)).toEqual({ ok: true, value: model });
  });

  it('give back a model on learned features, with what of its encoder has learnt', () => {
    const path = join(temporaryFolder(), 'model.utter');
    const features = {
      kind: 'encoder',
      sampleRateHz: 16_000,
      encoder: 'ab'.repeat(32),
      width: 4,
      hop: 320,
      context: 1,
      stride: 1,
    } as const;
    const network = { inputSize: inputSizeOf(features), hiddenUnits: 3, labelCount: english.size };
    const weights = new Map(
      [...weightShapes(network)].map(([name, shape]) => {
        return [name, { shape, values: new Float32Array(shape.reduce((product, size) => product * size, 1)) }];
      }),
    );
    const encoderWeights = new Map([['norm.weight', { shape: [4], values: new Float32Array(4).fill(0.5) }]]);
    const prior = { mean: new Float32Array(4).fill(-1), variance: new Float32Array(4).fill(2) };
    const model = { name: 'learned', features, network, prior, weights, encoderWeights, training: {} };
    writeModel(path, model);
    expect(readModel(path)).toEqual({ ok: true, value: model });
  });

  it('of before there were two kinds of features are on the spectrogram', () => {
    expect(
      changed((header) => {
        const { kind: _kind, ...features } = header['features'] as Record<string, unknown>;
        header['features'] = features;
      }),
    ).toBe('read');
  });

  it('are refused when they are of another alphabet, of other sizes or of another kind', () => {
    expect(
      changed((header) => {
        header['alphabet'] = 'abc';
      }),
    ).toMatch(/model-refused.*alphabet is “abc”/);
    expect(
      changed((header) => {
        header['hiddenUnits'] = 4;
      }),
    ).toMatch(/model-refused.*weight W1 is 15×3, expected 15×4/);
    expect(
      changed((header) => {
        header['kind'] = 'checkpoint';
      }),
    ).toMatch(/model-refused.*damaged at kind/);
    expect(
      changed((header) => {
        header['prior'] = { mean: [1], variance: [1] };
      }),
    ).toMatch(/model-refused.*prior has 1 bands, expected 5/);
  });

  it.each([
    ['features.fftSize', 'fftSize', 500, 'a power of two'],
    ['features.fftSize', 'fftSize', 2, 'a power of two'],
    ['features.fftSize', 'fftSize', 256, 'at least frameLength, 320'],
    ['features.hop', 'hop', 321, 'at most frameLength, 320'],
    ['features.lowestHz', 'lowestHz', 8000, 'below highestHz, 8000'],
    ['features.highestHz', 'highestHz', 8001, '8000'],
    ['features.priorFrames', 'priorFrames', 1e300, '1000000'],
  ])('are refused at %s where it cannot be: %s %d', (place, name, value, reason) => {
    const told = changed((header) => {
      header['features'] = { ...smallModel().features, [name]: value };
    });
    expect(told).toMatch(/^model-refused/);
    expect(told).toContain(`damaged at ${place}: `);
    expect(told).toContain(reason);
  });

  it.each([
    [-5, 0],
    [-5, -1],
    [-5, 1e300],
    [1e300, 2],
  ])('are refused with a prior that no sound has: mean %d, variance %d', (mean, variance) => {
    expect(
      changed((header) => {
        header['prior'] = { mean: Array(5).fill(mean), variance: Array(5).fill(variance) };
      }),
    ).toMatch(/^model-refused.*damaged at prior\.(mean|variance)\.0: /);
  });

  it('that are missing are told to be missing', () => {
    expect(readModel('/nowhere/model.utter')).toMatchObject({ ok: false, error: { code: 'model-missing' } });
  });
});
