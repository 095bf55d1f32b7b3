import { ok, type Result } from '../../contract/result';
import type { ChunkConfig } from '../../core/acoustic/config';
import { Network } from '../../core/acoustic/network';
import type { AcousticModel } from '../../core/dictation/acousticModel';
import { EncoderModel } from '../../core/dictation/encoderModel';
import { SpectrogramModel } from '../../core/dictation/spectrogramModel';
import { defaultSight, samplesPerState, sampleRateHz, type Sight } from '../../core/encoder/config';
import { Encoder } from '../../core/encoder/encoder';
import { type FeatureConfig, timestepSecondsOf } from '../../core/features/config';
import type { AcousticModel as StoredModel } from './modelFile';
import { type EncoderPaths, openEncoder } from './openEncoder';

/** Milliseconds; `full` hears whole utterances, up to 20 s, before the first word. */
export type LookAhead = number | 'full';

const chunkMilliseconds = 160;
const defaultLookAheadMilliseconds = 320;
/** No utterance is longer (endpoint rules), so this much is all there is to hear. */
const fullMilliseconds = 20_000;

/** Puts together what a model's file holds. Needs a backend. Fails with `model-missing` or `model-refused` where the encoder's file does. */
export function openAcousticModel(
  { features, network, prior, weights, encoderWeights }: StoredModel,
  paths: EncoderPaths,
  lookAhead?: LookAhead,
): Result<AcousticModel> {
  if (features.kind === 'spectrogram') {
    const chunks = chunksOf(lookAhead ?? defaultLookAheadMilliseconds, features);
    return ok(new SpectrogramModel({ features, prior, network: new Network(network, weights), chunks }));
  }
  const encoder = openEncoder(paths, features.encoder);
  if (!encoder.ok) return encoder;
  const { config, weights: pretrained } = encoder.value;
  return ok(
    new EncoderModel({
      encoder: new Encoder(config, new Map([...pretrained, ...encoderWeights])),
      sight: lookAhead === undefined ? defaultSight : sightOf(lookAhead),
      normalization: { mean: prior.mean, deviation: prior.variance.map(Math.sqrt) },
      network: new Network(network, weights),
      context: features.context,
    }),
  );
}

/** S and R in timesteps; a look-ahead is never longer than what was asked for. */
function chunksOf(lookAhead: LookAhead, features: FeatureConfig): ChunkConfig {
  const milliseconds = timestepSecondsOf(features) * 1000;
  if (lookAhead === 'full') {
    const timesteps = Math.ceil(fullMilliseconds / milliseconds);
    return { chunk: timesteps, lookAhead: timesteps };
  }
  const chunk = Math.max(1, Math.round(chunkMilliseconds / milliseconds));
  return { chunk, lookAhead: Math.floor(lookAhead / milliseconds + 1e-6) };
}

/** The look in states; a look-ahead is never longer than what was asked for. */
function sightOf(lookAhead: LookAhead): Sight {
  const milliseconds = (samplesPerState / sampleRateHz) * 1000;
  if (lookAhead === 'full') {
    const states = Math.ceil(fullMilliseconds / milliseconds);
    return { ...defaultSight, hop: states, look: states };
  }
  return { ...defaultSight, look: Math.floor(lookAhead / milliseconds + 1e-6) };
}
