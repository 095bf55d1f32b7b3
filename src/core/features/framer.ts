/**
 * Cuts a stream of samples into overlapping frames of `frameLength`, one each `hop` samples.
 * The first frame begins at the first sample; a frame exists once all of its samples do, so the tail of a stream
 * that fills no frame is dropped by `finish`.
 */
export class Framer {
  readonly #frameLength: number;
  readonly #hop: number;
  /** Samples of the next frame that have come so far. */
  readonly #frame: Float32Array;
  #filled = 0;

  constructor(frameLength: number, hop: number) {
    if (hop < 1 || hop > frameLength) throw new RangeError(`hop ${hop} is outside 1 … ${frameLength}`);
    this.#frameLength = frameLength;
    this.#hop = hop;
    this.#frame = new Float32Array(frameLength);
  }

  /** Calls `use` with each complete frame, shape [frameLength]; the array is reused for the next one. */
  push(samples: Float32Array, use: (frame: Float32Array) => void): void {
    let read = 0;
    while (read < samples.length) {
      const taken = Math.min(this.#frameLength - this.#filled, samples.length - read);
      this.#frame.set(samples.subarray(read, read + taken), this.#filled);
      this.#filled += taken;
      read += taken;
      if (this.#filled < this.#frameLength) return;
      use(this.#frame);
      this.#frame.copyWithin(0, this.#hop);
      this.#filled -= this.#hop;
    }
  }

  /** Ready for a new stream. */
  finish(): void {
    this.#filled = 0;
  }
}
