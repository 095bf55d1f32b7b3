import type { NormalizationPrior } from './config';

/** Keeps a band that never changes from being divided by nothing. */
export const smallestVariance = 1e-4;

/**
 * Brings each band to mean 0 and deviation 1 as the stream goes, without looking ahead:
 *
 *     mean_t   = (n0·prior mean + Σ_{i≤t} x_i) / (n0 + t)
 *     second_t = (n0·(prior variance + prior mean²) + Σ_{i≤t} x_i²) / (n0 + t)
 *     output_t = (x_t − mean_t) / √(second_t − mean_t²)
 *
 * The prior comes from the training corpus and counts for `priorFrames` frames. Starts afresh with each utterance, as in
 * training; a pause of any length before it would otherwise drag the means down to silence.
 */
export class Normalizer {
  readonly #prior: NormalizationPrior;
  readonly #priorFrames: number;
  readonly #sums: Float64Array;
  readonly #squares: Float64Array;
  #count = 0;

  constructor(prior: NormalizationPrior, priorFrames: number) {
    if (prior.mean.length !== prior.variance.length) throw new RangeError('a prior has as many variances as means');
    this.#prior = prior;
    this.#priorFrames = priorFrames;
    this.#sums = new Float64Array(prior.mean.length);
    this.#squares = new Float64Array(prior.mean.length);
    this.finish();
  }

  /** @param frame shape [frameSize]; normalised in place */
  push(frame: Float32Array): void {
    if (frame.length !== this.#sums.length) {
      throw new RangeError(`a frame has ${frame.length} bands, expected ${this.#sums.length}`);
    }
    this.#count += 1;
    const sums = this.#sums;
    const squares = this.#squares;
    const weight = 1 / (this.#priorFrames + this.#count);
    for (let band = 0; band < frame.length; band += 1) {
      const value = frame[band]!;
      sums[band]! += value;
      squares[band]! += value * value;
      const mean = sums[band]! * weight;
      const variance = squares[band]! * weight - mean * mean;
      frame[band] = (value - mean) / Math.sqrt(Math.max(variance, smallestVariance));
    }
  }

  /** Forgets the stream; ready for a new one. */
  finish(): void {
    this.#count = 0;
    this.#prior.mean.forEach((mean, band) => {
      this.#sums[band] = this.#priorFrames * mean;
      this.#squares[band] = this.#priorFrames * (this.#prior.variance[band]! + mean * mean);
    });
  }
}
