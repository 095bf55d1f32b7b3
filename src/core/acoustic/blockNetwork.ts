import * as tf from '@tensorflow/tfjs-core';

import type { Network } from './network';

/** States of a stream that were computed together: rows [settled + ahead, width], oldest first. */
export interface StateBlock {
  readonly states: tf.Tensor2D;
  /** How many of the rows are final; those behind them come again, better seen, with the next block. */
  readonly settled: number;
}

/** What the states are measured by, of each of their values. */
export interface StateNormalization {
  readonly mean: Float32Array;
  readonly deviation: Float32Array;
}

/** Natural-log posteriors of the rows of a block, [labels] each. */
export interface BlockPosteriors {
  readonly settled: Float32Array[];
  readonly ahead: Float32Array[];
}

/**
 * The network over a stream of encoder states, with a latency-controlled backward recurrence (Zhang et al. 2016) whose look-ahead are the
 * states that the encoder cannot settle yet:
 *
 *                   already emitted   |<--- settled --->|<---- ahead ---->|
 *     forward  f    ---------------------------------->. . . . . . . . . .     carried over from what is settled
 *     backward r                       <----------------------------------     starts at zero at the right edge
 *     emitted                          ******************                      what is ahead is told, and computed again
 *
 * So looking ahead costs no delay beyond the encoder's own. A block that holds an utterance whole gives the unchunked network.
 */
export class BlockNetwork {
  readonly #network: Network;
  readonly #context: number;
  readonly #mean: tf.Tensor1D;
  readonly #scale: tf.Tensor1D;
  /** The last `context` settled states, normalised, zeros before the first, [context, width]. */
  #before: tf.Tensor2D;
  /** Forward state after the last settled timestep, [1, H]. */
  #forward: tf.Tensor2D;

  /**
   * @param network stays the caller's
   * @param context states on each side of a window
   */
  constructor(network: Network, normalization: StateNormalization, context: number) {
    this.#network = network;
    this.#context = context;
    this.#mean = tf.tensor1d(normalization.mean);
    this.#scale = tf.tensor1d(normalization.deviation.map((deviation) => 1 / deviation));
    this.#before = tf.zeros([context, normalization.mean.length]);
    this.#forward = tf.zeros([1, network.config.hiddenUnits]);
  }

  /** @param block stays the caller's */
  push({ states, settled }: StateBlock): BlockPosteriors {
    const rows = states.shape[0];
    if (rows === 0) return { settled: [], ahead: [] };
    const [logProbs, forward, before] = tf.tidy(() => this.#run(states, settled));
    const values = logProbs.dataSync() as Float32Array;
    logProbs.dispose();
    this.#replace(forward, before);
    const labels = this.#network.config.labelCount;
    const posteriors = Array.from({ length: rows }, (_, row) => values.slice(row * labels, (row + 1) * labels));
    return { settled: posteriors.slice(0, settled), ahead: posteriors.slice(settled) };
  }

  /** Forgets the utterance. Nothing is held back, so there is nothing to finish. */
  restart(): void {
    this.#replace(tf.zerosLike(this.#forward), tf.zerosLike(this.#before));
  }

  dispose(): void {
    tf.dispose([this.#mean, this.#scale, this.#before, this.#forward]);
  }

  #run(states: tf.Tensor2D, settled: number): [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D] {
    const normalized = tf.mul<tf.Tensor2D>(tf.sub(states, this.#mean), this.#scale); // [n, width]
    const projected = this.#network.project(this.#windows(normalized)); // [n, H]
    const rows = tf.split<tf.Tensor2D>(projected, states.shape[0], 0);
    const forward: tf.Tensor2D[] = [];
    for (const row of rows) forward.push(this.#network.stepForward(row, forward.at(-1) ?? this.#forward));
    let state: tf.Tensor2D = tf.zerosLike(this.#forward);
    const backward = rows.reverse().map((row) => {
      state = this.#network.stepBackward(row, state);
      return state;
    });
    const logProbs = this.#network.label(tf.add(tf.concat(forward, 0), tf.concat(backward.reverse(), 0))); // [n, L]
    const seen = tf.concat([this.#before, tf.slice(normalized, [0, 0], [settled, -1])], 0);
    const before = tf.slice(seen, [settled, 0], [this.#context, -1]);
    return [logProbs, tf.clone(forward[settled - 1] ?? this.#forward), before];
  }

  /** Each state with its neighbours, oldest first: [n, (2·context + 1)·width]. */
  #windows(normalized: tf.Tensor2D): tf.Tensor2D {
    const [rows, width] = normalized.shape;
    const around = tf.concat<tf.Tensor2D>([this.#before, normalized, tf.zeros([this.#context, width])], 0);
    const shifts: tf.Tensor2D[] = [];
    for (let shift = 0; shift <= 2 * this.#context; shift += 1) shifts.push(tf.slice(around, [shift, 0], [rows, -1]));
    return tf.concat(shifts, 1);
  }

  #replace(forward: tf.Tensor2D, before: tf.Tensor2D): void {
    tf.dispose([this.#forward, this.#before]);
    this.#forward = forward;
    this.#before = before;
  }
}
