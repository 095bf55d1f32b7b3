import * as tf from '@tensorflow/tfjs-core';

import { disposeKept, type KeptStates } from './attention';
import { framesPerState, type Sight } from './config';
import { stemReach, type Encoder } from './encoder';

/** States of a hop and of what lies beyond it. */
export interface StateBlock {
  /** [settled + ahead, width]; belongs to whoever got the block, who disposes it. */
  readonly states: tf.Tensor2D;
  /** The first so many are final; the others, the look, come again with the next block. */
  readonly settled: number;
}

/**
 * The encoder over a stream of mel frames. A block goes through the layers at once: HOP new states, and LOOK beyond them which
 * are computed again with the next block. It sees PAST older states through their kept keys and values.
 *
 *           kept keys and values   |<--- settled, HOP --->|<--- LOOK --->|
 *     ------ PAST at most -------->  ************************************
 *
 * At the end of the utterance the look shrinks to what is there. With LOOK ≥ the rest of the utterance, or HOP ≥ all of it, and PAST ≥
 * all before, the states are those of the utterance seen whole. Blocks are cut by state, not by push, so that however the frames
 * come the output is the same to the bit. Memory is bounded by the sight, but for a HOP that waits for the end.
 *
 * Delay of a state: its place in the hop, LOOK states and one frame more. Cost: (HOP + LOOK)/HOP of one pass.
 */
export class StreamingEncoder {
  readonly #encoder: Encoder;
  readonly #sight: Sight;
  /** From frame 2·#stemmed − 2 on. */
  #frames: Float32Array[] = [];
  /** States of the utterance that the stem has made, and those of them that are not settled, [n, width]. */
  #stemmed = 0;
  #rows: tf.Tensor2D;
  /** Of each layer. */
  #kept: (KeptStates | null)[] = [];

  /** @param encoder stays the caller's */
  constructor(encoder: Encoder, sight: Sight) {
    this.#encoder = encoder;
    this.#sight = sight;
    this.#rows = tf.zeros([0, encoder.config.width]);
    this.#begin();
  }

  /** @param frames shape [bands] each, kept until used  @throws RangeError where the utterance is longer than the table of positions */
  push(frames: readonly Float32Array[]): StateBlock[] {
    this.#frames.push(...frames);
    this.#refuseTooLong();
    const { hop, look } = this.#sight;
    const blocks: StateBlock[] = [];
    while (this.#rows.shape[0] + this.#ready >= hop + look) {
      this.#stem(hop + look - this.#rows.shape[0]);
      blocks.push(this.#encode(hop));
    }
    return blocks;
  }

  /** The last blocks; a frame without its pair is dropped. Ready for a new utterance afterwards. */
  finish(): StateBlock[] {
    this.#frames.push(this.#noFrame);
    this.#stem(this.#ready);
    const blocks: StateBlock[] = [];
    while (this.#rows.shape[0] > 0) blocks.push(this.#encode(Math.min(this.#sight.hop, this.#rows.shape[0])));
    this.#begin();
    return blocks;
  }

  /** Forgets the utterance, and what of it was not settled. */
  restart(): void {
    this.#rows.dispose();
    this.#rows = tf.zeros([0, this.#encoder.config.width]);
    this.#begin();
  }

  dispose(): void {
    this.#rows.dispose();
    disposeKept(this.#kept);
  }

  /** States that the stem could make of the waiting frames. */
  get #ready(): number {
    const { before, behind } = stemReach;
    return Math.max(0, Math.floor((this.#frames.length - before - behind) / framesPerState));
  }

  get #noFrame(): Float32Array {
    return new Float32Array(this.#encoder.config.bands);
  }

  #begin(): void {
    this.#frames = Array.from({ length: stemReach.before }, () => this.#noFrame);
    this.#stemmed = 0;
    disposeKept(this.#kept);
    this.#kept = [];
  }

  #refuseTooLong(): void {
    const { positions } = this.#encoder.config;
    const states = this.#stemmed + Math.floor((this.#frames.length - stemReach.before) / framesPerState);
    if (states > positions) throw new RangeError(`an utterance has ${states} states, at most ${positions} fit`);
  }

  /** Runs the stem for the next `count` states. */
  #stem(count: number): void {
    if (count === 0) return;
    const { bands } = this.#encoder.config;
    const used = framesPerState * count;
    const flat = new Float32Array((used + stemReach.before + stemReach.behind) * bands);
    this.#frames.slice(0, flat.length / bands).forEach((frame, row) => {
      flat.set(frame, row * bands);
    });
    const before = this.#rows;
    const made = this.#encoder.stem(flat, this.#stemmed);
    if (before.shape[0] === 0) this.#rows = made;
    else {
      this.#rows = tf.concat([before, made], 0);
      made.dispose();
    }
    before.dispose();
    this.#frames.splice(0, used);
    this.#stemmed += count;
  }

  /** Settles the first `count` states, seen with up to LOOK more. */
  #encode(count: number): StateBlock {
    const rows = this.#rows;
    const there = Math.min(count + this.#sight.look, rows.shape[0]);
    const seen = tf.slice(rows, [0, 0], [there, -1]);
    const { states, kept } = this.#encoder.encode(seen, this.#kept, { settled: count, past: this.#sight.past });
    this.#kept = kept;
    this.#rows = tf.slice(rows, [count, 0]);
    tf.dispose([seen, rows]);
    return { states, settled: count };
  }
}
