import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { english } from '../../../../src/core/alphabet';
import { defaultFeatureConfig, frameSizeOf } from '../../../../src/core/features/config';
import { Augmenter } from '../../../../src/core/training/augmenter';
import { readCorpus } from '../../../../src/platform/corpus/corpus';
import { Examples } from '../../../../src/platform/corpus/examples';
import { filterBankAnalysis } from '../../../../src/platform/corpus/analysis';
import { FeatureCache } from '../../../../src/platform/corpus/featureCache';
import { temporaryFolder } from '../../../support/temporaryFolder';

const features = defaultFeatureConfig;

describe('Examples', () => {
  it('have a variance in every band, also where one is too narrow to hear anything', async () => {
    const entries = await readCorpus(join(__dirname, '../../../recordings/byHeart.tsv'));
    if (!entries.ok) throw new Error(entries.error.message);
    const narrow = { ...features, bands: 240 };
    const cache = await FeatureCache.open(
      entries.value,
      filterBankAnalysis(narrow),
      temporaryFolder(),
      () => undefined,
    );
    const { mean, variance } = new Examples(entries.value, cache, narrow, english).prior(3);
    expect(Math.min(...mean)).toBeCloseTo(Math.log(1e-8), 1);
    expect(Math.min(...variance)).toBeGreaterThan(0);
  });

  it('have nothing to be told where noise is heard in the place of a recording', async () => {
    const entries = await readCorpus(join(__dirname, '../../../recordings/byHeart.tsv'));
    if (!entries.ok) throw new Error(entries.error.message);
    const cache = await FeatureCache.open(
      entries.value,
      filterBankAnalysis(features),
      temporaryFolder(),
      () => undefined,
    );
    const examples = new Examples(entries.value, cache, features, english);
    const hum = Float32Array.from({ length: 40 * frameSizeOf(features) }, (_, place) => Math.sin(place));
    const augmenterOf = (aloneShare: number): Augmenter =>
      new Augmenter({
        choices: { noise: { share: 1, aloneShare, signalToNoiseDb: [10, 10] } },
        fromStep: 0,
        features,
        noise: { count: 1, read: () => hum },
        seed: 1,
      });
    const prior = examples.prior(1);
    const [alone] = examples.read([0], prior, { augmenter: augmenterOf(1), step: 0 });
    const [under] = examples.read([0], prior, { augmenter: augmenterOf(0), step: 0 });
    expect([...alone!.target]).toEqual([]);
    expect(english.decode([...under!.target])).toBe(entries.value[0]!.text);
    expect(alone!.frames).toHaveLength(under!.frames.length);
    expect(alone!.frames).not.toEqual(under!.frames);
  });
});
