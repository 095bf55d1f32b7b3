/**
 * Power spectrum of real frames: |X_k|² for k = 0 … size/2, equal to `numpy.abs(numpy.fft.rfft(frame, size)) ** 2`.
 * A frame of `size` real samples is transformed as size/2 complex ones (Sorensen et al. 1987), radix 2, in doubles.
 */
export class RealFft {
  readonly size: number;
  readonly #half: number;
  readonly #reversed: Uint32Array;
  readonly #cosines: Float64Array;
  readonly #sines: Float64Array;
  readonly #real: Float64Array;
  readonly #imaginary: Float64Array;

  /** @param size a power of two, ≥ 4 */
  constructor(size: number) {
    if (size < 4 || (size & (size - 1)) !== 0) throw new RangeError(`FFT size ${size} is not a power of two ≥ 4`);
    this.size = size;
    this.#half = size / 2;
    const bits = Math.log2(this.#half);
    this.#reversed = Uint32Array.from({ length: this.#half }, (_, index) => reverseBits(index, bits));
    this.#cosines = Float64Array.from({ length: this.#half }, (_, k) => Math.cos((2 * Math.PI * k) / size));
    this.#sines = Float64Array.from({ length: this.#half }, (_, k) => Math.sin((2 * Math.PI * k) / size));
    this.#real = new Float64Array(this.#half);
    this.#imaginary = new Float64Array(this.#half);
  }

  /** @param frame at most `size` samples; zeros stand for the rest
   *  @param power receives size/2 + 1 values */
  powerSpectrum(frame: Float32Array, power: Float64Array): void {
    if (frame.length > this.size) throw new RangeError(`a frame has ${frame.length} samples, at most ${this.size} fit`);
    if (power.length !== this.#half + 1) throw new RangeError(`expected ${this.#half + 1} bins, got ${power.length}`);
    for (let index = 0; index < this.#half; index += 1) {
      const place = this.#reversed[index]!;
      this.#real[place] = frame[2 * index] ?? 0;
      this.#imaginary[place] = frame[2 * index + 1] ?? 0;
    }
    for (let span = 1; span < this.#half; span *= 2) this.#butterflies(span);
    this.#untangle(power);
  }

  #butterflies(span: number): void {
    const real = this.#real;
    const imaginary = this.#imaginary;
    const turn = this.size / (2 * span);
    for (let offset = 0; offset < span; offset += 1) {
      const cosine = this.#cosines[offset * turn]!;
      const sine = this.#sines[offset * turn]!;
      for (let low = offset; low < this.#half; low += 2 * span) {
        const high = low + span;
        const re = real[high]! * cosine + imaginary[high]! * sine;
        const im = imaginary[high]! * cosine - real[high]! * sine;
        real[high] = real[low]! - re;
        imaginary[high] = imaginary[low]! - im;
        real[low]! += re;
        imaginary[low]! += im;
      }
    }
  }

  /** The spectrum of the real frame out of that of even samples (real part) and odd samples (imaginary part). */
  #untangle(power: Float64Array): void {
    const half = this.#half;
    power[0] = (this.#real[0]! + this.#imaginary[0]!) ** 2;
    power[half] = (this.#real[0]! - this.#imaginary[0]!) ** 2;
    for (let k = 1; k < half; k += 1) {
      const evenRe = (this.#real[k]! + this.#real[half - k]!) / 2;
      const evenIm = (this.#imaginary[k]! - this.#imaginary[half - k]!) / 2;
      const oddRe = (this.#imaginary[k]! + this.#imaginary[half - k]!) / 2;
      const oddIm = (this.#real[half - k]! - this.#real[k]!) / 2;
      const cosine = this.#cosines[k]!;
      const sine = this.#sines[k]!;
      const re = evenRe + oddRe * cosine + oddIm * sine;
      const im = evenIm + oddIm * cosine - oddRe * sine;
      power[k] = re * re + im * im;
    }
  }
}

function reverseBits(value: number, bits: number): number {
  let reversed = 0;
  for (let bit = 0; bit < bits; bit += 1) reversed |= ((value >> bit) & 1) << (bits - 1 - bit);
  return reversed;
}
