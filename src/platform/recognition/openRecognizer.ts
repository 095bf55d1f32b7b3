import { ok, type Result } from '../../contract/result';
import type { ChunkConfig } from '../../core/acoustic/config';
import { Network } from '../../core/acoustic/network';
import { english } from '../../core/alphabet';
import { defaultEndpointRules } from '../../core/dictation/endpoint';
import { Recognizer, type RecognizerParts } from '../../core/dictation/recognizer';
import { defaultSpeechRules } from '../../core/dictation/speechGate';
import { timestepSecondsOf, type FeatureConfig } from '../../core/features/config';
import { readModel } from '../acoustic/modelFile';
import { loadTensorFlow, type Backend } from '../acoustic/tensorflow';
import { type DecoderOptions, openDecoder } from './openDecoder';

export interface RecognizerOptions extends DecoderOptions {
  /** Default 320. `full` hears whole utterances, up to 20 s, before the first word. */
  readonly lookAheadMilliseconds?: number | 'full';
  readonly backend?: Backend;
}

export interface OpenedRecognizer {
  readonly recognizer: Recognizer;
  /** For people, such as "tensorflow (libtensorflow 2.21.0)". */
  readonly backend: string;
  readonly modelName: string;
}

const chunkMilliseconds = 160;
const defaultLookAheadMilliseconds = 320;
/** No utterance is longer (endpoint rules), so this much is all there is to hear. */
const fullMilliseconds = 20_000;

/** Loads a model, the backend and what the decoder needs. Fails with `model-missing`, `model-refused` or the backend's failure. */
export async function openRecognizer(options: RecognizerOptions): Promise<Result<OpenedRecognizer>> {
  const opened = await openRecognizerParts(options);
  if (!opened.ok) return opened;
  const { parts, backend, modelName } = opened.value;
  return ok({ recognizer: new Recognizer(parts), backend, modelName });
}

/** As `openRecognizer`, but not put together: for measuring stage by stage. The caller disposes the network. */
export async function openRecognizerParts(
  options: RecognizerOptions,
): Promise<Result<{ parts: RecognizerParts; backend: string; modelName: string }>> {
  const model = readModel(options.modelPath);
  if (!model.ok) return model;
  const backend = await loadTensorFlow(options.backend ?? 'auto');
  if (!backend.ok) return backend;
  const createDecoder = openDecoder(options);
  if (!createDecoder.ok) return createDecoder;
  const { name, features, network, prior, weights } = model.value;
  const parts: RecognizerParts = {
    alphabet: english,
    features,
    prior,
    network: new Network(network, weights),
    chunks: chunksOf(options.lookAheadMilliseconds ?? defaultLookAheadMilliseconds, features),
    endpointRules: defaultEndpointRules,
    speechRules: defaultSpeechRules,
    createDecoder: createDecoder.value,
  };
  return ok({ parts, backend: backend.value.name, modelName: name });
}

/** S and R in timesteps; a look-ahead is never longer than what was asked for. */
function chunksOf(lookAheadMilliseconds: number | 'full', features: FeatureConfig): ChunkConfig {
  const milliseconds = timestepSecondsOf(features) * 1000;
  if (lookAheadMilliseconds === 'full') {
    const timesteps = Math.ceil(fullMilliseconds / milliseconds);
    return { chunk: timesteps, lookAhead: timesteps };
  }
  const chunk = Math.max(1, Math.round(chunkMilliseconds / milliseconds));
  return { chunk, lookAhead: Math.floor(lookAheadMilliseconds / milliseconds + 1e-6) };
}
