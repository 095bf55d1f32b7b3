import * as tf from '@tensorflow/tfjs-core';

import type { ChunkConfig } from './config';
import type { Network } from './network';

/**
 * The network over a stream of context windows, with a latency-controlled backward recurrence (Zhang et al. 2016):
 *
 *                   already emitted   |<--- chunk S --->|<- look-ahead R ->|
 *     forward  f    ---------------------------------->      state carried over, exact, never recomputed
 *     backward r                       <---------------------------------    starts at zero at the right edge
 *     emitted                          ******************
 *
 * Dense layers run once for each timestep; the rows of the look-ahead are kept for the next chunk. At the end of the
 * utterance the look-ahead shrinks to what is there. With R ≥ the rest of the utterance the output is that of the unchunked
 * network. Blocks are cut by timestep, not by push, so that however the windows come the output is the same to the bit.
 *
 * Delay of a timestep: its place in the chunk and R timesteps more.
 */
export class StreamingNetwork {
  readonly #network: Network;
  readonly #chunks: ChunkConfig;
  /** Windows that the dense layers have not seen. */
  #waiting: Float32Array[] = [];
  /** W4 h3 + b4 of the timesteps that are not emitted, [n, H]. */
  #projected: tf.Tensor2D;
  /** Forward state after the last emitted timestep, [1, H]. */
  #forward: tf.Tensor2D;

  /** @param network stays the caller's */
  constructor(network: Network, chunks: ChunkConfig) {
    this.#network = network;
    this.#chunks = chunks;
    this.#projected = tf.zeros([0, network.config.hiddenUnits]);
    this.#forward = tf.zeros([1, network.config.hiddenUnits]);
  }

  /** @param windows shape [inputSize] each, kept until used  @returns log posteriors of emitted timesteps, [labels] each */
  push(windows: readonly Float32Array[]): Float32Array[] {
    const { chunk, lookAhead } = this.#chunks;
    this.#waiting.push(...windows);
    const emitted: Float32Array[] = [];
    while (this.#projected.shape[0] + this.#waiting.length >= chunk + lookAhead) {
      this.#project(chunk + lookAhead - this.#projected.shape[0]);
      emitted.push(...this.#emit(chunk));
    }
    return emitted;
  }

  /** The log posteriors of the last timesteps; ready for a new utterance afterwards. */
  finish(): Float32Array[] {
    this.#project(this.#waiting.length);
    const emitted: Float32Array[] = [];
    while (this.#projected.shape[0] > 0)
      emitted.push(...this.#emit(Math.min(this.#chunks.chunk, this.#projected.shape[0])));
    this.restart();
    return emitted;
  }

  /** Forgets the utterance, and what of it was not emitted. */
  restart(): void {
    const { hiddenUnits } = this.#network.config;
    this.#waiting = [];
    this.#projected.dispose();
    this.#projected = tf.zeros([0, hiddenUnits]);
    this.#replaceForward(tf.zeros([1, hiddenUnits]));
  }

  dispose(): void {
    this.#projected.dispose();
    this.#forward.dispose();
    this.#waiting = [];
  }

  /** Runs the dense layers over the first waiting windows. */
  #project(count: number): void {
    if (count === 0) return;
    const { inputSize } = this.#network.config;
    const flat = new Float32Array(count * inputSize);
    this.#waiting.splice(0, count).forEach((window, row) => {
      flat.set(window, row * inputSize);
    });
    const before = this.#projected;
    this.#projected = tf.tidy(() => {
      const projected = this.#network.project(tf.tensor2d(flat, [count, inputSize]));
      return before.shape[0] === 0 ? projected : tf.concat([before, projected], 0);
    });
    before.dispose();
  }

  /** Emits the first `count` timesteps, seen with up to R more. */
  #emit(count: number): Float32Array[] {
    const available = Math.min(count + this.#chunks.lookAhead, this.#projected.shape[0]);
    const [logProbs, state, rest] = tf.tidy(() => this.#run(count, available));
    const values = logProbs.dataSync() as Float32Array;
    logProbs.dispose();
    this.#replaceForward(state);
    this.#projected.dispose();
    this.#projected = rest;
    const labels = this.#network.config.labelCount;
    return Array.from({ length: count }, (_, row) => values.slice(row * labels, (row + 1) * labels));
  }

  #run(count: number, available: number): [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D] {
    const rows = tf.split<tf.Tensor2D>(tf.slice(this.#projected, [0, 0], [available, -1]), available, 0);
    const forward: tf.Tensor2D[] = [];
    for (const row of rows.slice(0, count))
      forward.push(this.#network.stepForward(row, forward.at(-1) ?? this.#forward));
    let state: tf.Tensor2D = tf.zeros([1, this.#network.config.hiddenUnits]);
    const backward = rows.reverse().map((row) => {
      state = this.#network.stepBackward(row, state);
      return state;
    });
    const emitted = backward.reverse().slice(0, count);
    const logProbs = this.#network.label(tf.add(tf.concat(forward, 0), tf.concat(emitted, 0)));
    const rest = tf.slice(this.#projected, [count, 0], [this.#projected.shape[0] - count, -1]);
    return [logProbs, tf.clone(forward.at(-1) ?? this.#forward), rest];
  }

  #replaceForward(state: tf.Tensor2D): void {
    this.#forward.dispose();
    this.#forward = state;
  }
}
