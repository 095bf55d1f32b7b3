import { BlockNetwork, type StateNormalization } from '../acoustic/blockNetwork';
import type { Network } from '../acoustic/network';
import { sampleRateHz, samplesPerState, type Sight, tailStates, wholeSight } from '../encoder/config';
import type { Encoder } from '../encoder/encoder';
import { topOf } from '../encoder/logMel';
import { StateStream } from '../encoder/stateStream';
import type { StateBlock } from '../encoder/streamingEncoder';
import type { AcousticModel, Posteriors, PosteriorStream } from './acousticModel';

/** What it is made of. Encoder and network become the model's. */
export interface EncoderParts {
  readonly encoder: Encoder;
  readonly sight: Sight;
  readonly normalization: StateNormalization;
  readonly network: Network;
  /** States on each side of a context window. */
  readonly context: number;
}

/** Deep Speech on learned features: the network on windows of a pretrained encoder's states. A timestep is a state. */
export class EncoderModel implements AcousticModel {
  readonly sampleRateHz = sampleRateHz;
  readonly timestepSamples = samplesPerState;
  readonly #parts: EncoderParts;

  constructor(parts: EncoderParts) {
    this.#parts = parts;
  }

  get lookAheadSeconds(): number {
    return this.#seconds(this.#parts.sight.look);
  }

  /** The hop, the look, and what the stem and a frame reach beyond them: a state less than two. */
  get longestDelaySeconds(): number {
    const { hop, look } = this.#parts.sight;
    return this.#seconds(hop + look + 2);
  }

  openStream(): PosteriorStream {
    return new EncoderStream(this.#parts);
  }

  /** What is longer than the encoder's table of positions is heard in pieces that fit. */
  hearWhole(samples: Float32Array): readonly Float32Array[] {
    const pieceSamples = (this.#parts.encoder.config.positions - tailStates) * samplesPerState;
    const rows: Float32Array[] = [];
    for (let start = 0; start < samples.length; start += pieceSamples) {
      const isLast = start + pieceSamples >= samples.length;
      const heard = this.#hearPiece(samples.subarray(start, start + pieceSamples));
      rows.push(...(isLast ? heard : heard.slice(0, -tailStates)));
    }
    return rows;
  }

  dispose(): void {
    this.#parts.encoder.dispose();
    this.#parts.network.dispose();
  }

  #hearPiece(samples: Float32Array): Float32Array[] {
    const top = topOf(samples, this.#parts.encoder.config.bands);
    const stream = new EncoderStream({ ...this.#parts, sight: wholeSight }, top);
    try {
      return [...stream.push(samples).settled, ...stream.finish()];
    } finally {
      stream.dispose();
    }
  }

  #seconds(states: number): number {
    return (states * samplesPerState) / sampleRateHz;
  }
}

class EncoderStream implements PosteriorStream {
  readonly #states: StateStream;
  readonly #network: BlockNetwork;

  constructor({ encoder, sight, normalization, network, context }: EncoderParts, firstTop?: number) {
    this.#states = new StateStream(encoder, { sight, ...(firstTop !== undefined && { firstTop }) });
    this.#network = new BlockNetwork(network, normalization, context);
  }

  push(samples: Float32Array): Posteriors {
    return this.#label(this.#states.push(samples));
  }

  finish(): readonly Float32Array[] {
    const { settled } = this.#label(this.#states.finish());
    this.#network.restart();
    return settled;
  }

  restart(): void {
    this.#states.restart();
    this.#network.restart();
  }

  dispose(): void {
    this.#states.dispose();
    this.#network.dispose();
  }

  #label(blocks: readonly StateBlock[]): Posteriors {
    const settled: Float32Array[] = [];
    let ahead: readonly Float32Array[] = [];
    for (const block of blocks) {
      const posteriors = this.#network.push(block);
      block.states.dispose();
      settled.push(...posteriors.settled);
      ahead = posteriors.ahead;
    }
    return { settled, ahead };
  }
}
