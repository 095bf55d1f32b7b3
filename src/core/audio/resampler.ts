import { joinSamples, sampleRateHz } from './pcm';

/** Zero crossings of the sinc on each side; with the window below 90 dB are reached 420 Hz beyond the cut-off at 16 kHz. */
const zeroCrossings = 48;
/** The cut-off (−6 dB) as a part of the lower of the two Nyquist frequencies. */
const cutOff = 0.95;
/** Kaiser's β for a stop band of 90 dB (Oppenheim & Schafer, Discrete-Time Signal Processing, §7.6). */
const kaiserBeta = 8.96;

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));

/**
 * Changes the sample rate of one channel: a windowed sinc, sampled at the phases that the ratio of the rates needs (a polyphase
 * filter; Smith, Digital Audio Resampling, 2002).
 *
 *     push(samples)   → what can be known by now
 *     finish()        → the rest, with silence after the end; then ready for another stream
 *
 * Output n lies at input n · inputRate / outputRate: no shift in time, and N samples give ⌈N · outputRate / inputRate⌉. The
 * delay is 48 periods of the lower rate (3 ms to 16 kHz from above). Any split of the input gives identical output.
 */
export class Resampler {
  /** Output n is taken at input n · #step / #phases. */
  readonly #phases: number;
  readonly #step: number;
  /** Input samples on each side of an output. */
  readonly #reach: number;
  /** A row of taps for each phase, flat, shape [phases, 2 · reach]. */
  readonly #taps: Float32Array;
  /** Input that is still needed; its first sample is input number `#first`. */
  #pending: Float32Array = new Float32Array(0);
  #first = 0;
  #received = 0;
  #emitted = 0;

  /** @param inputRateHz a whole number, as `outputRateHz` */
  constructor(inputRateHz: number, outputRateHz: number = sampleRateHz) {
    for (const rate of [inputRateHz, outputRateHz]) {
      if (!Number.isInteger(rate) || rate < 1)
        throw new RangeError(`a sample rate is a whole number of hertz, got ${rate}`);
    }
    const divisor = greatestCommonDivisor(inputRateHz, outputRateHz);
    this.#phases = outputRateHz / divisor;
    this.#step = inputRateHz / divisor;
    const bandwidth = Math.min(1, outputRateHz / inputRateHz);
    this.#reach = this.#phases === this.#step ? 0 : Math.ceil(zeroCrossings / bandwidth);
    this.#taps = filterBank(this.#phases, this.#reach, bandwidth * cutOff);
    this.#restart();
  }

  /** @param samples read, not kept */
  push(samples: Float32Array): Float32Array {
    if (this.#reach === 0) return samples.slice();
    this.#received += samples.length;
    this.#append(samples);
    return this.#emit(Math.floor(((this.#received - this.#reach - 1) * this.#phases) / this.#step) + 1);
  }

  finish(): Float32Array {
    if (this.#reach === 0) return new Float32Array(0);
    const total = Math.ceil((this.#received * this.#phases) / this.#step);
    this.#append(new Float32Array(this.#reach + 1));
    const rest = this.#emit(total);
    this.#restart();
    return rest;
  }

  /** The silence before the first sample is pending at once, so that no output is a special case. */
  #restart(): void {
    this.#pending = new Float32Array(Math.max(0, this.#reach - 1));
    this.#first = -this.#pending.length;
    this.#received = 0;
    this.#emitted = 0;
  }

  #append(samples: Float32Array): void {
    const joined = new Float32Array(this.#pending.length + samples.length);
    joined.set(this.#pending);
    joined.set(samples, this.#pending.length);
    this.#pending = joined;
  }

  /** Outputs from the last one to number `end`, exclusive; forgets the input that no later output needs. */
  #emit(end: number): Float32Array {
    const output = new Float32Array(Math.max(0, end - this.#emitted));
    for (let index = 0; index < output.length; index += 1) output[index] = this.#outputAt(this.#emitted + index);
    this.#emitted += output.length;
    const needed = Math.floor((this.#emitted * this.#step) / this.#phases) - this.#reach + 1;
    const forgotten = Math.max(0, Math.min(needed - this.#first, this.#pending.length));
    this.#pending = this.#pending.slice(forgotten);
    this.#first += forgotten;
    return output;
  }

  #outputAt(number: number): number {
    const position = number * this.#step;
    const phase = position % this.#phases;
    const width = 2 * this.#reach;
    const start = Math.floor(position / this.#phases) - this.#reach + 1 - this.#first;
    return dot(this.#taps.subarray(phase * width, (phase + 1) * width), this.#pending.subarray(start, start + width));
  }
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}

/** Tap k of phase p weighs the input at distance p / phases + reach − 1 − k before the output; each row sums to 1. */
function filterBank(phases: number, reach: number, bandwidth: number): Float32Array {
  const width = 2 * reach;
  const taps = new Float32Array(phases * width);
  const scale = besselI0(kaiserBeta);
  for (let phase = 0; phase < phases; phase += 1) {
    const row = Float64Array.from({ length: width }, (_, tap) => {
      const distance = phase / phases + reach - 1 - tap;
      const window = besselI0(kaiserBeta * Math.sqrt(Math.max(0, 1 - (distance / reach) ** 2))) / scale;
      return sinc(bandwidth * distance) * window;
    });
    const sum = row.reduce((total, weight) => total + weight, 0);
    taps.set(
      row.map((weight) => weight / sum),
      phase * width,
    );
  }
  return taps;
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

/** The modified Bessel function of the first kind and order 0, by its series. */
function besselI0(x: number): number {
  let term = 1;
  let sum = 1;
  for (let order = 1; term > 1e-12 * sum; order += 1) {
    term *= (x / (2 * order)) ** 2;
    sum += term;
  }
  return sum;
}

/** A whole recording at once. */
export function resample(
  samples: Float32Array,
  inputRateHz: number,
  outputRateHz: number = sampleRateHz,
): Float32Array {
  if (inputRateHz === outputRateHz) return samples;
  const resampler = new Resampler(inputRateHz, outputRateHz);
  return joinSamples([resampler.push(samples), resampler.finish()]);
}
