import { ok, type Result } from '../../contract/result';
import { Encoder } from '../../core/encoder/encoder';
import { type EncoderPaths, openEncoder } from '../acoustic/openEncoder';
import type { AcousticModel } from '../acoustic/modelFile';
import { type Analysis, encoderAnalysis, filterBankAnalysis } from './analysis';

/** The analysis that a model reads recordings with. Needs a backend. Dispose it when all are read. Fails as `openEncoder` does. */
export function openAnalysis(
  { features, encoderWeights }: Pick<AcousticModel, 'features' | 'encoderWeights'>,
  paths: EncoderPaths,
): Result<{ readonly analysis: Analysis; readonly dispose: () => void }> {
  if (features.kind === 'spectrogram') return ok({ analysis: filterBankAnalysis(features), dispose: () => undefined });
  const opened = openEncoder(paths, features.encoder);
  if (!opened.ok) return opened;
  const encoder = new Encoder(opened.value.config, new Map([...opened.value.weights, ...encoderWeights]));
  return ok({
    analysis: encoderAnalysis(features, encoder, encoderWeights),
    dispose: () => {
      encoder.dispose();
    },
  });
}
