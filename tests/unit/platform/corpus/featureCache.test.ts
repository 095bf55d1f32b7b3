import { appendFileSync, copyFileSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { describe, expect, it } from 'vitest';

import { defaultFeatureConfig, frameSizeOf } from '../../../../src/core/features/config';
import { Framer } from '../../../../src/core/features/framer';
import { LogFilterBank } from '../../../../src/core/features/logFilterBank';
import { readAudio } from '../../../../src/platform/audio/audioFile';
import { filterBankAnalysis } from '../../../../src/platform/corpus/analysis';
import type { CorpusEntry } from '../../../../src/platform/corpus/corpus';
import { FeatureCache } from '../../../../src/platform/corpus/featureCache';
import { temporaryFolder } from '../../../support/temporaryFolder';

const config = { ...defaultFeatureConfig, bands: 6 };

const entry = (path: string): CorpusEntry => ({ path, seconds: 1, speaker: 'someone', source: 'test', text: 'text' });

const spoken = ['an401-mdms2-b.opus', 'cen6-miry-b.opus', 'cv40197745.opus'].map((name) =>
  entry(resolve(__dirname, '../../../recordings', name)),
);

const openIn = (folder: string, entries: readonly CorpusEntry[] = spoken): Promise<FeatureCache> =>
  FeatureCache.open(entries, filterBankAnalysis(config), folder, () => undefined);

describe('FeatureCache', () => {
  it('gives what the features give, to a thousandth of a nat', async () => {
    const cache = await openIn(temporaryFolder());
    const audio = await readAudio(spoken[1]!.path);
    if (!audio.ok) throw new Error(audio.error.message);
    const expected: number[] = [];
    const logFilterBank = new LogFilterBank(config);
    new Framer(config.frameLength, config.hop).push(audio.value, (frame) =>
      expected.push(...logFilterBank.analyse(frame)),
    );
    const cached = cache.read(1);
    expect(cached.length).toBe(expected.length);
    expect(cache.framesOf(1)).toBe(expected.length / frameSizeOf(config));
    cached.forEach((value, index) => {
      expect(Math.abs(value - expected[index]!)).toBeLessThan(0.001);
    });
  });

  it('goes on where a build was interrupted, even within a recording', async () => {
    const whole = temporaryFolder();
    await openIn(whole);
    const [key = ''] = readdirSync(whole);
    const features = readFileSync(join(whole, key, 'features.bin'));
    const index = readFileSync(join(whole, key, 'index.tsv'), 'utf8');

    // The second recording's features are half on disk, and its line is not.
    const firstFrames = Number(index.split('\t')[0]);
    truncateSync(join(whole, key, 'features.bin'), firstFrames * frameSizeOf(config) * 2);
    appendFileSync(join(whole, key, 'features.bin'), Buffer.alloc(100, 7));
    writeFileSync(join(whole, key, 'index.tsv'), `${index.split('\n')[0] ?? ''}\n`);

    await openIn(whole);
    expect(readFileSync(join(whole, key, 'features.bin')).equals(features)).toBe(true);
    expect(readFileSync(join(whole, key, 'index.tsv'), 'utf8')).toBe(index);
  });

  it('keeps a place and the reason for a recording that cannot be read', async () => {
    const cache = await openIn(temporaryFolder(), [spoken[0]!, entry('/nowhere/lost.wav'), spoken[1]!]);
    expect(cache.framesOf(1)).toBe(0);
    expect(cache.refusalOf(1)).toContain('lost.wav');
    expect(cache.framesOf(2)).toBeGreaterThan(100);
  });

  it('reads anew a recording that was missing, and one that was replaced', async () => {
    const root = temporaryFolder();
    const path = join(root, 'spoken.opus');
    const framesNow = async (): Promise<number> => (await openIn(join(root, 'cache'), [entry(path)])).framesOf(0);
    expect(await framesNow()).toBe(0);
    copyFileSync(spoken[0]!.path, path);
    const first = await framesNow();
    expect(first).toBeGreaterThan(100);
    copyFileSync(spoken[1]!.path, path);
    const second = await framesNow();
    expect(second).toBeGreaterThan(100);
    expect(second).not.toBe(first);
  });

  it('is the same for runs that make it at once', async () => {
    const [alone, together] = [temporaryFolder(), temporaryFolder()];
    const expected = await openIn(alone);
    const caches = await Promise.all([openIn(together), openIn(together), openIn(together)]);
    for (const cache of caches)
      for (const recording of spoken.keys()) expect(cache.read(recording)).toEqual(expected.read(recording));
    const [key = ''] = readdirSync(together);
    expect(readdirSync(join(together, key)).sort()).toEqual(['features.bin', 'index.tsv']);
    for (const file of ['features.bin', 'index.tsv'])
      expect(readFileSync(join(together, key, file)).equals(readFileSync(join(alone, key, file)))).toBe(true);
  });
});
