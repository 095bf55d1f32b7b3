import type { ChunkConfig } from '../acoustic/config';
import type { Network } from '../acoustic/network';
import { StreamingNetwork } from '../acoustic/streamingNetwork';
import { timestepSamplesOf, timestepSecondsOf, type FeatureConfig, type NormalizationPrior } from '../features/config';
import { FeatureStream } from '../features/featureStream';
import type { AcousticModel, Posteriors, PosteriorStream } from './acousticModel';

/** No utterance is longer (endpoint rules), so this much is all there is to hear. */
const wholeSeconds = 20;

/** What it is made of. The network becomes the model's. */
export interface SpectrogramParts {
  readonly features: FeatureConfig;
  readonly prior: NormalizationPrior;
  readonly network: Network;
  readonly chunks: ChunkConfig;
}

/** The paper's model: the network on windows of log filter-bank energies (Hannun et al. 2014). */
export class SpectrogramModel implements AcousticModel {
  readonly #parts: SpectrogramParts;

  constructor(parts: SpectrogramParts) {
    this.#parts = parts;
  }

  get sampleRateHz(): number {
    return this.#parts.features.sampleRateHz;
  }

  get timestepSamples(): number {
    return timestepSamplesOf(this.#parts.features);
  }

  get lookAheadSeconds(): number {
    return this.#parts.chunks.lookAhead * timestepSecondsOf(this.#parts.features);
  }

  /** The frame, its context, the chunk, the look-ahead. */
  get longestDelaySeconds(): number {
    const { features, chunks } = this.#parts;
    const window = (features.frameLength + features.context * features.hop) / features.sampleRateHz;
    return window + (chunks.chunk + chunks.lookAhead) * timestepSecondsOf(features);
  }

  openStream(): PosteriorStream {
    return new SpectrogramStream(this.#parts);
  }

  hearWhole(samples: Float32Array): readonly Float32Array[] {
    const chunk = Math.ceil(wholeSeconds / timestepSecondsOf(this.#parts.features));
    const stream = new SpectrogramStream({ ...this.#parts, chunks: { chunk, lookAhead: chunk } });
    try {
      return [...stream.push(samples).settled, ...stream.finish()];
    } finally {
      stream.dispose();
    }
  }

  dispose(): void {
    this.#parts.network.dispose();
  }
}

class SpectrogramStream implements PosteriorStream {
  readonly #features: FeatureStream;
  readonly #network: StreamingNetwork;

  constructor({ features, prior, network, chunks }: SpectrogramParts) {
    this.#features = new FeatureStream(features, prior);
    this.#network = new StreamingNetwork(network, chunks);
  }

  push(samples: Float32Array): Posteriors {
    return { settled: this.#network.push(this.#features.push(samples)), ahead: [] };
  }

  finish(): readonly Float32Array[] {
    return [...this.#network.push(this.#features.finish()), ...this.#network.finish()];
  }

  restart(): void {
    this.#features.finish();
    this.#network.restart();
  }

  dispose(): void {
    this.#network.dispose();
  }
}
