/**
 * Power spectrum of real frames of any even size whose prime factors are small: |X_k|² for k = 0 … size/2, in doubles. A frame is
 * transformed as size/2 complex values (Sorensen et al. 1987), by Stockham's self-sorting decimation in frequency with one stage for each
 * prime factor (Van Loan 1992, §1.7): a transform of length l = r·m becomes r transforms of length m, s of them side by side,
 *
 *     y[q + s(r p + j)] = Σ_k x[q + s(p + m k)] · exp(−2πi j(p + m k)/l)      p < m, j < r, k < r, q < s
 */
export class MixedFft {
  readonly size: number;
  readonly #half: number;
  readonly #stages: readonly Stage[];
  readonly #cosines: Float64Array;
  readonly #sines: Float64Array;
  #values: ComplexValues;
  #spare: ComplexValues;

  constructor(size: number) {
    if (size < 2 || size % 2 !== 0) throw new RangeError(`FFT size ${size} is not even`);
    this.size = size;
    this.#half = size / 2;
    this.#stages = stagesOf(this.#half);
    this.#cosines = Float64Array.from({ length: this.#half }, (_, k) => Math.cos((2 * Math.PI * k) / size));
    this.#sines = Float64Array.from({ length: this.#half }, (_, k) => Math.sin((2 * Math.PI * k) / size));
    this.#values = zeros(this.#half);
    this.#spare = zeros(this.#half);
  }

  /** @param frame shape [size]  @param power receives size/2 + 1 values */
  powerSpectrum(frame: Float64Array, power: Float64Array): void {
    if (frame.length !== this.size) throw new RangeError(`a frame has ${frame.length} samples, expected ${this.size}`);
    if (power.length !== this.#half + 1) throw new RangeError(`expected ${this.#half + 1} bins, got ${power.length}`);
    for (let n = 0; n < this.#half; n += 1) {
      this.#values.real[n] = frame[2 * n]!;
      this.#values.imaginary[n] = frame[2 * n + 1]!;
    }
    for (const stage of this.#stages) {
      for (const sum of stage.sums) add(this.#values, this.#spare, stage, sum);
      [this.#values, this.#spare] = [this.#spare, this.#values];
    }
    this.#untangle(power);
  }

  /** The spectrum of the real frame out of that of even samples (real part) and odd samples (imaginary part). */
  #untangle(power: Float64Array): void {
    const { real, imaginary } = this.#values;
    const half = this.#half;
    power[0] = (real[0]! + imaginary[0]!) ** 2;
    power[half] = (real[0]! - imaginary[0]!) ** 2;
    for (let k = 1; k < half; k += 1) {
      const evenRe = (real[k]! + real[half - k]!) / 2;
      const evenIm = (imaginary[k]! - imaginary[half - k]!) / 2;
      const oddRe = (imaginary[k]! + imaginary[half - k]!) / 2;
      const oddIm = (real[half - k]! - real[k]!) / 2;
      const re = evenRe + oddRe * this.#cosines[k]! + oddIm * this.#sines[k]!;
      const im = evenIm + oddIm * this.#cosines[k]! - oddRe * this.#sines[k]!;
      power[k] = re * re + im * im;
    }
  }
}

const zeros = (length: number): ComplexValues => ({
  real: new Float64Array(length),
  imaginary: new Float64Array(length),
});

interface ComplexValues {
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

interface Stage {
  /** s, transforms side by side. */
  readonly stride: number;
  /** s·m, from one summand to the next. */
  readonly apart: number;
  readonly sums: readonly Sum[];
}

/** One p and j of a stage. */
interface Sum {
  readonly from: number;
  readonly to: number;
  /** Of each summand k. */
  readonly cosines: Float64Array;
  readonly sines: Float64Array;
}

function add(values: ComplexValues, sums: ComplexValues, { stride, apart }: Stage, sum: Sum): void {
  const { from, to, cosines, sines } = sum;
  for (let q = 0; q < stride; q += 1) {
    let re = 0;
    let im = 0;
    for (let k = 0, at = from + q; k < cosines.length; k += 1, at += apart) {
      const real = values.real[at]!;
      const imaginary = values.imaginary[at]!;
      re += real * cosines[k]! + imaginary * sines[k]!;
      im += imaginary * cosines[k]! - real * sines[k]!;
    }
    sums.real[to + q] = re;
    sums.imaginary[to + q] = im;
  }
}

function stagesOf(size: number): Stage[] {
  let stride = 1;
  return primeFactors(size).map((factor) => {
    const length = size / stride;
    const part = length / factor;
    const sums = Array.from({ length }, (_, place): Sum => {
      const p = Math.floor(place / factor);
      const j = place % factor;
      const turns = Array.from({ length: factor }, (_, k) => (2 * Math.PI * ((j * (p + part * k)) % length)) / length);
      return {
        from: stride * p,
        to: stride * place,
        cosines: Float64Array.from(turns, Math.cos),
        sines: Float64Array.from(turns, Math.sin),
      };
    });
    const stage = { stride, apart: stride * part, sums };
    stride *= factor;
    return stage;
  });
}

function primeFactors(size: number): number[] {
  const factors: number[] = [];
  let rest = size;
  for (let factor = 2; rest > 1; factor += 1) {
    for (; rest % factor === 0; rest /= factor) factors.push(factor);
  }
  return factors;
}
