import type { ChunkConfig } from '../acoustic/config';
import type { Network } from '../acoustic/network';
import { StreamingNetwork } from '../acoustic/streamingNetwork';
import type { Alphabet } from '../alphabet';
import type { Decoder } from '../decode/decoder';
import { timestepSamplesOf, timestepSecondsOf, type FeatureConfig, type NormalizationPrior } from '../features/config';
import { FeatureStream } from '../features/featureStream';
import { Endpoint, type EndpointRule } from './endpoint';
import { Session } from './session';
import { SpeechGate, type SpeechRule } from './speechGate';

/** What a recognizer is made of. The network becomes the recognizer's. */
export interface RecognizerParts {
  readonly alphabet: Alphabet;
  readonly features: FeatureConfig;
  readonly prior: NormalizationPrior;
  readonly network: Network;
  readonly chunks: ChunkConfig;
  readonly endpointRules: readonly EndpointRule[];
  readonly speechRules: readonly SpeechRule[];
  /** Makes a decoder for one session, which prefers these words and phrases; without any, those that the recognizer was opened with. */
  readonly createDecoder: (terms?: readonly string[]) => Decoder;
}

interface SessionOptions {
  readonly startSeconds?: number;
  readonly terms?: readonly string[] | undefined;
}

/** Heavy and shared: the model. `openSession` for each take; sessions do not know of each other. */
export class Recognizer {
  readonly #parts: RecognizerParts;

  constructor(parts: RecognizerParts) {
    this.#parts = parts;
  }

  /** How far the backward recurrence of the last timestep of a chunk sees. */
  get lookAheadSeconds(): number {
    return this.#parts.chunks.lookAhead * timestepSecondsOf(this.#parts.features);
  }

  /** Seconds from a sound to the result for its timestep, at the longest: the frame, its context, the chunk, the look-ahead. */
  get longestDelaySeconds(): number {
    const { features, chunks } = this.#parts;
    const window = (features.frameLength + features.context * features.hop) / features.sampleRateHz;
    return window + (chunks.chunk + chunks.lookAhead) * timestepSecondsOf(features);
  }

  /**
   * Dispose the session at its end.
   *
   * @param options.startSeconds where in its take the session begins
   * @param options.terms words and phrases to prefer
   */
  openSession({ startSeconds = 0, terms }: SessionOptions = {}): Session {
    const { alphabet, features, prior, network, chunks, endpointRules, speechRules, createDecoder } = this.#parts;
    const stages = {
      features: new FeatureStream(features, prior),
      network: new StreamingNetwork(network, chunks),
      decoder: createDecoder(terms),
      endpoint: new Endpoint(endpointRules, timestepSecondsOf(features)),
      gate: new SpeechGate(speechRules, alphabet.blank),
      alphabet,
      sampleRateHz: features.sampleRateHz,
      timestepSamples: timestepSamplesOf(features),
    };
    return new Session(stages, startSeconds);
  }

  dispose(): void {
    this.#parts.network.dispose();
  }
}
