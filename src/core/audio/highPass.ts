import { sampleRateHz } from './pcm';

/** Below any voice, above hum that a microphone's offset drifts with. */
export const highPassHz = 30;

/**
 * Takes an offset away, and what rumbles below `highPassHz` (−3 dB there, 12 dB less for each octave further down): a Butterworth filter of
 * second order by the bilinear transform (Oppenheim & Schafer, Discrete-Time Signal Processing, §7.1). A recording that begins with an
 * offset does not begin with a click: what was before it is taken to have been its first sample. Any split of the input gives
 * identical output.
 */
export class HighPass {
  readonly #gain: number;
  /** Of the last two outputs. */
  readonly #feedback: readonly [number, number];
  #inputs: [number, number] | null = null;
  #outputs: [number, number] = [0, 0];

  constructor(cutOffHz = highPassHz) {
    const warped = Math.tan((Math.PI * cutOffHz) / sampleRateHz);
    const norm = 1 / (1 + Math.SQRT2 * warped + warped ** 2);
    this.#gain = norm;
    this.#feedback = [2 * (warped ** 2 - 1) * norm, (1 - Math.SQRT2 * warped + warped ** 2) * norm];
  }

  /** @param samples 16 kHz; read, not kept */
  push(samples: Float32Array): Float32Array {
    const filtered = new Float32Array(samples.length);
    const first = samples[0];
    if (first === undefined) return filtered;
    let [[x1, x2], [y1, y2]] = [this.#inputs ?? [first, first], this.#outputs];
    const [b1, b2] = this.#feedback;
    for (let index = 0; index < samples.length; index += 1) {
      const x = samples[index]!;
      const y = this.#gain * (x - 2 * x1 + x2) - b1 * y1 - b2 * y2;
      filtered[index] = y;
      [x2, x1, y2, y1] = [x1, x, y1, y];
    }
    this.#inputs = [x1, x2];
    this.#outputs = [y1, y2];
    return filtered;
  }

  restart(): void {
    this.#inputs = null;
    this.#outputs = [0, 0];
  }
}
