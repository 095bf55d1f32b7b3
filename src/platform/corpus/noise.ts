import { join } from 'node:path';

import { fail, ok, type Result } from '../../contract/result';
import type { FeatureConfig } from '../../core/features/config';
import type { NoiseFeatures } from '../../core/training/augmenter';
import { syntheticNoises } from '../../core/training/syntheticNoise';
import { readAudio } from '../audio/audioFile';
import { audioName } from '../audio/audioStream';
import { filesBelow } from '../files/fileKinds';
import { filterBankAnalysis } from './analysis';
import type { CorpusEntry } from './corpus';
import { FeatureCache } from './featureCache';

/** The recordings in a folder and in the folders below it, in the order of their names. */
export async function recordingsIn(folder: string): Promise<Result<string[]>> {
  const names = await filesBelow(folder).catch(() => []);
  const paths = names.filter((name) => audioName.test(name));
  if (paths.length === 0) return fail('corpus-invalid', `There are no recordings of noise in “${folder}”.`);
  return ok(paths.map((name) => join(folder, name)));
}

/**
 * The features of noises: of the recordings in a folder, by a cache under `cacheRoot`, or synthetic ones where no folder is named.
 * Fails with `corpus-invalid` where none of the recordings can be read.
 */
export async function openNoiseFeatures(
  folder: string | undefined,
  features: FeatureConfig,
  cacheRoot: string,
): Promise<Result<NoiseFeatures>> {
  const analysis = filterBankAnalysis(features);
  if (folder === undefined) {
    const noises = syntheticNoises().map((samples) => analysis.analyse(samples));
    return ok({ count: noises.length, read: (recording) => noises[recording]! });
  }
  const paths = await recordingsIn(folder);
  if (!paths.ok) return paths;
  const cache = await FeatureCache.open(paths.value.map(entryOf), analysis, cacheRoot, () => undefined);
  const usable = paths.value.map((_, index) => index).filter((index) => cache.framesOf(index) > 0);
  if (usable.length === 0) return fail('corpus-invalid', `No recording of noise in “${folder}” can be read.`);
  return ok({ count: usable.length, read: (recording) => cache.read(usable[recording]!) });
}

const entryOf = (path: string): CorpusEntry => ({ path, seconds: 0, speaker: '', source: 'noise', text: '' });

/** One of the noises that `openNoiseFeatures` gives, 16 kHz. @param place from 0, the first, to below 1, the last */
export async function readNoise(folder: string | undefined, place: number): Promise<Result<Float32Array>> {
  if (folder === undefined) {
    const noises = syntheticNoises();
    return ok(noises[Math.floor(place * noises.length)]!);
  }
  const paths = await recordingsIn(folder);
  return paths.ok ? readAudio(paths.value[Math.floor(place * paths.value.length)]!) : paths;
}
