import { frameSizeOf, type FeatureConfig } from './config';
import { filterBank, type Filter } from './filterBank';
import { RealFft } from './realFft';

/** Below this an energy is taken for silence: about the power of 16-bit rounding noise in one band. */
const energyFloor = 1e-8;

/**
 * One frame of samples → the natural logs of its filter-bank energies, and last of its own energy (Hannun et al. 2014 §4).
 * Hann window (periodic), zero-padded Fourier transform, power, triangular filters. Knows no other frame, so it adds no delay.
 */
export class LogFilterBank {
  readonly #config: FeatureConfig;
  readonly #window: Float64Array;
  readonly #filters: readonly Filter[];
  readonly #fft: RealFft;
  readonly #windowed: Float32Array;
  readonly #power: Float64Array;

  constructor(config: FeatureConfig) {
    const { frameLength, fftSize } = config;
    this.#config = config;
    this.#window = Float64Array.from(
      { length: frameLength },
      (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / frameLength),
    );
    this.#filters = filterBank(config);
    this.#fft = new RealFft(fftSize);
    this.#windowed = new Float32Array(frameLength);
    this.#power = new Float64Array(fftSize / 2 + 1);
  }

  /** @param frame samples −1 … 1, shape [frameLength]; not changed
   *  @param bands is filled and returned, shape [bands + 1]; a new array where none is given */
  analyse(frame: Float32Array, bands = new Float32Array(frameSizeOf(this.#config))): Float32Array {
    if (frame.length !== this.#config.frameLength) {
      throw new RangeError(`a frame has ${frame.length} samples, expected ${this.#config.frameLength}`);
    }
    let energy = 0;
    for (let n = 0; n < frame.length; n += 1) {
      energy += frame[n]! * frame[n]!;
      this.#windowed[n] = frame[n]! * this.#window[n]!;
    }
    this.#fft.powerSpectrum(this.#windowed, this.#power);
    this.#filters.forEach((filter, band) => {
      bands[band] = Math.log(Math.max(this.#energyIn(filter), energyFloor));
    });
    bands[this.#config.bands] = Math.log(Math.max(energy, energyFloor));
    return bands;
  }

  #energyIn({ firstBin, weights }: Filter): number {
    let energy = 0;
    for (let index = 0; index < weights.length; index += 1) energy += weights[index]! * this.#power[firstBin + index]!;
    return energy;
  }
}
