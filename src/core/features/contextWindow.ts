/**
 * Joins each frame with its neighbours, as the network of Deep Speech reads them (Hannun et al. 2014 §2), and keeps one
 * window in `stride` (§3.3).
 *
 *     frames   f0 f1 f2 f3 …              each [frameSize]
 *     windows  [0 f0 f1] [f1 f2 f3] …     each [(2·context + 1)·frameSize], oldest first; here context = 1, stride = 2
 *
 * A window needs `context` frames of the future: that is its delay. Zeros stand for what is before the first frame and
 * after the last.
 */
export class ContextWindow {
  readonly #frameSize: number;
  readonly #context: number;
  readonly #stride: number;
  /** The last 2·context + 1 frames, oldest first, flat. */
  readonly #window: Float32Array;
  #received = 0;

  constructor(frameSize: number, context: number, stride: number) {
    this.#frameSize = frameSize;
    this.#context = context;
    this.#stride = stride;
    this.#window = new Float32Array((2 * context + 1) * frameSize);
  }

  /** The window whose centre came `context` frames ago, or null where there is none or the stride skips it. Copies. */
  push(frame: Float32Array): Float32Array | null {
    if (frame.length !== this.#frameSize) {
      throw new RangeError(`a frame has ${frame.length} bands, expected ${this.#frameSize}`);
    }
    this.#window.copyWithin(0, this.#frameSize);
    this.#window.set(frame, this.#window.length - this.#frameSize);
    this.#received += 1;
    const centre = this.#received - 1 - this.#context;
    return centre >= 0 && centre % this.#stride === 0 ? this.#window.slice() : null;
  }

  /** The windows of the last frames; ready for a new utterance afterwards. */
  finish(): Float32Array[] {
    const nothing = new Float32Array(this.#frameSize);
    const pushed = Array.from({ length: this.#context }, () => this.push(nothing));
    this.#window.fill(0);
    this.#received = 0;
    return pushed.filter((window) => window !== null);
  }
}
