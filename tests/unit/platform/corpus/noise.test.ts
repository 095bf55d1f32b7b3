import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { describe, expect, it } from 'vitest';

import { defaultFeatureConfig, frameSizeOf } from '../../../../src/core/features/config';
import { openNoiseFeatures, readNoise } from '../../../../src/platform/corpus/noise';
import { temporaryFolder } from '../../../support/temporaryFolder';

const features = { ...defaultFeatureConfig, bands: 6 };
const frameSize = frameSizeOf(features);

function folderOfNoise(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'rain'));
  copyFileSync(resolve(__dirname, '../../../audio/chirp.flac'), join(folder, 'rain/chirp.flac'));
  writeFileSync(join(folder, 'broken.wav'), 'RIFF');
  writeFileSync(join(folder, 'README.md'), 'about the noise');
  return folder;
}

describe('openNoiseFeatures', () => {
  it('reads the recordings of a folder and of those in it, and passes over what cannot be read', async () => {
    const noise = await openNoiseFeatures(folderOfNoise(), features, temporaryFolder());
    if (!noise.ok) throw new Error(noise.error.message);
    expect(noise.value.count).toBe(1);
    expect(noise.value.read(0).length).toBeGreaterThan(10 * frameSize);
  });

  it('gives synthetic noises of different colours where no folder is named', async () => {
    const noise = await openNoiseFeatures(undefined, features, temporaryFolder());
    if (!noise.ok) throw new Error(noise.error.message);
    const last = noise.value.count - 1;
    const slope = (recording: number): number => {
      const bands = noise.value.read(recording);
      return bands[features.bands - 1]! - bands[0]!;
    };
    expect(last).toBeGreaterThan(2);
    expect(slope(last) - slope(0)).toBeGreaterThan(3);
    expect(noise.value.read(last)).toEqual(noise.value.read(last));
  });

  it('says where there is nothing to read', async () => {
    const empty = temporaryFolder();
    expect(await openNoiseFeatures(empty, features, temporaryFolder())).toMatchObject({
      ok: false,
      error: { code: 'corpus-invalid', message: expect.stringContaining(empty) as string },
    });
  });
});

describe('readNoise', () => {
  it('gives the samples of a recording by its place among the names', async () => {
    const folder = folderOfNoise();
    expect(await readNoise(folder, 0)).toMatchObject({ ok: false, error: { code: 'audio-unreadable' } });
    const chirp = await readNoise(folder, 0.9);
    expect(chirp.ok && chirp.value.length).toBeGreaterThan(1000);
  });
});
