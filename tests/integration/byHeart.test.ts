import { join } from 'node:path';

import { beforeAll, describe, expect, it } from 'vitest';

import { english } from '../../src/core/alphabet';
import { defaultFeatureConfig, inputSizeOf } from '../../src/core/features/config';
import { batchOf, type Batch } from '../../src/core/training/batches';
import { learnByHeart, type ByHeartReport } from '../../src/core/training/preflight';
import { readCorpus } from '../../src/platform/corpus/corpus';
import { Examples } from '../../src/platform/corpus/examples';
import { filterBankAnalysis } from '../../src/platform/corpus/analysis';
import { FeatureCache } from '../../src/platform/corpus/featureCache';
import { temporaryFolder } from '../support/temporaryFolder';
import { useBackend } from '../support/tensors';

const features = { ...defaultFeatureConfig, stride: 3 };
const secondsInFull = 300;

/** The first of the bundled recordings as one batch, shortest first. */
async function batchOfRecordings(count: number): Promise<Batch> {
  const entries = await readCorpus(join(__dirname, '../recordings/byHeart.tsv'));
  if (!entries.ok) throw new Error(entries.error.message);
  const chosen = [...entries.value].sort((a, b) => a.seconds - b.seconds).slice(0, count);
  const cache = await FeatureCache.open(chosen, filterBankAnalysis(features), temporaryFolder(), () => undefined);
  const examples = new Examples(chosen, cache, features, english);
  expect(examples.refusals).toEqual([]);
  const indices = chosen.map((_, index) => index);
  return batchOf(examples.read(indices, examples.prior(count)), features);
}

/** From random weights; the last report. */
function learn(batch: Batch, hiddenUnits: number): ByHeartReport {
  const reports = learnByHeart(batch, {
    network: { inputSize: inputSizeOf(features), hiddenUnits, labelCount: english.size },
    trainer: {
      optimizer: 'adam',
      dropout: 0,
      largestGradientNorm: 5,
      intermediateWeight: 0.3,
      chunk: [6, 16],
      lookAhead: [3, 16],
      seed: 1,
    },
    alphabet: english,
    peakLearningRate: 0.001,
    largestSteps: 400,
  });
  return [...reports].at(-1)!;
}

describe('learning real utterances by heart', () => {
  beforeAll(() => useBackend('auto'));

  it('makes no error on three of them with 96 units', { timeout: 120_000 }, async () => {
    const { wordErrors, said, heard } = learn(await batchOfRecordings(3), 96);
    expect(heard).toEqual(said);
    expect(wordErrors).toBe(0);
  });

  // UTTER_FULL=1 npx vitest run tests/integration/byHeart.test.ts
  it.runIf(process.env['UTTER_FULL'] === '1')(
    'makes no error on eight of them with 512 units, within five minutes',
    { timeout: 2 * secondsInFull * 1000 },
    async () => {
      const batch = await batchOfRecordings(8);
      const started = performance.now();
      const { step, said, heard } = learn(batch, 512);
      const seconds = (performance.now() - started) / 1000;
      console.info(`eight utterances learnt by heart in ${step} steps, ${seconds.toFixed(0)} s`);
      expect(heard).toEqual(said);
      expect(seconds).toBeLessThan(secondsInFull);
    },
  );
});
