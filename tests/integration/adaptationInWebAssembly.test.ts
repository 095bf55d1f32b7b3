import { expect, it, vi } from 'vitest';

import type { AdaptationProgress } from '../../src/contract/voice';
import type * as tensorflow from '../../src/platform/acoustic/tensorflow';
import { Adaptation } from '../../src/platform/adaptation/adaptation';
import { encoderPath, writeSmallEncoderModel, writeSmallModel } from '../support/smallModel';
import { temporaryFolder } from '../support/temporaryFolder';
import { jobIn } from '../support/voiceJob';

vi.mock('../../src/platform/acoustic/tensorflow', async (importOriginal) => {
  const { loadTensorFlow } = await importOriginal<typeof tensorflow>();
  return { loadTensorFlow: () => loadTensorFlow('wasm') };
});

// A package has no library of TensorFlow in it: what learns there has WebAssembly alone.

it.each([
  ['a spectrogram', writeSmallModel],
  ['learned features', writeSmallEncoderModel],
] as const)('a model on %s learns a voice in WebAssembly', { timeout: 240_000 }, async (_name, writeModel) => {
  const job = await jobIn(temporaryFolder());
  writeModel(job.modelPath);
  const advanced = { ...job.settings.advanced, epochs: 1 };
  const settings = { preset: 'quick', advanced } as const;
  const adaptation = await Adaptation.open({ ...job, encoderPath, settings });
  if (!adaptation.ok) throw new Error(adaptation.error.message);
  const told: AdaptationProgress[] = [];
  const ended = await adaptation.value.run({
    signal: new AbortController().signal,
    onProgress: (progress) => told.push(progress),
  });
  adaptation.value.dispose();
  expect(ended).toEqual({ ok: true, value: undefined });
  expect(told.filter(({ type }) => type === 'step')).toHaveLength(adaptation.value.steps);
  expect(told.at(-1)?.type).toBe('done');
});
