import { defaultSight, samplesPerState, tailStates, type Sight } from './config';
import type { Encoder } from './encoder';
import { LogMel } from './logMel';
import { StreamingEncoder, type StateBlock } from './streamingEncoder';

export interface StateStreamOptions {
  readonly sight?: Sight;
  /** As `LogMel` takes it. */
  readonly firstTop?: number;
  /** States of silence heard behind the end. */
  readonly tail?: number;
}

/**
 * Samples → what the network reads: states of a pretrained encoder, one each 20 ms, in blocks.
 *
 *     samples → LogMel → StreamingEncoder → [settled + ahead, width]
 *
 * An utterance of n samples has ⌈n / 320⌉ states, and those of the silence behind it. However the samples are cut into pushes, the
 * blocks are the same to the bit.
 */
export class StateStream {
  readonly #logMel: LogMel;
  readonly #encoder: StreamingEncoder;
  readonly #tail: number;
  #isEmpty = true;

  /** @param encoder stays the caller's */
  constructor(encoder: Encoder, { sight = defaultSight, firstTop, tail = tailStates }: StateStreamOptions = {}) {
    const { bands } = encoder.config;
    this.#logMel = new LogMel(firstTop === undefined ? { bands } : { bands, firstTop });
    this.#encoder = new StreamingEncoder(encoder, sight);
    this.#tail = tail;
  }

  /** What a second hearing of the utterance begins with, see `LogMel.top`. */
  get top(): number {
    return this.#logMel.top;
  }

  /** @param samples 16 kHz mono, −1 … 1, any length; not kept  @throws RangeError where the utterance gets longer than 30 s */
  push(samples: Float32Array): StateBlock[] {
    if (samples.length > 0) this.#isEmpty = false;
    return this.#encoder.push(this.#logMel.push(samples));
  }

  /** The last blocks, none where no sample came; ready for a new utterance afterwards. */
  finish(): StateBlock[] {
    if (this.#isEmpty) return [];
    this.#isEmpty = true;
    const silence = new Float32Array(this.#tail * samplesPerState);
    return [
      ...this.#encoder.push([...this.#logMel.push(silence), ...this.#logMel.finish()]),
      ...this.#encoder.finish(),
    ];
  }

  /** Forgets the utterance, and what of it was not settled. */
  restart(): void {
    this.#isEmpty = true;
    this.#logMel.restart();
    this.#encoder.restart();
  }

  dispose(): void {
    this.#encoder.dispose();
  }
}
