import { samplesPerFrame, samplesPerState, whisperBase } from './config';
import { melFilters, type MelFilter } from './melFilters';
import { MixedFft } from './mixedFft';

/** Samples in a frame, 25 ms; the transform has as many points. */
const frameSamples = 400;
const half = frameSamples / 2;
/** A frame is analysed once the sample behind it is there: the first is mirrored about sample 0, which needs 201. */
const heldSamples = frameSamples + 1;
/** Samples that the last frame reaches beyond the end, and the one behind it. */
const mirroredAtEnd = half - samplesPerFrame + 1;
const smallestEnergy = 1e-10;
/** What lies further below the top is raised to there, in powers of ten. */
const range = 8;

/** log10 of the loudest mel energy of ordinary speech: what a stream takes for its loudest until it has heard a louder one. */
export const ordinaryTop = 1;

export interface LogMelOptions {
  readonly bands?: number;
  /** The top to begin with. A second hearing passes `top` of the first, and gets what the whole utterance gives at once. */
  readonly firstTop?: number;
}

/** log10 of the greatest mel energy of an utterance, in so many bands; −∞ where it has less than a frame. */
export function topOf(samples: Float32Array, bands: number): number {
  const logMel = new LogMel({ bands });
  logMel.push(samples);
  return logMel.top;
}

/**
 * Samples → log mel energies, [bands] each 10 ms, as Whisper's encoder reads them (Radford et al. 2022 §2.2).
 *
 *     frame of 25 ms, centred, Hann → |DFT|² of 400 points → triangles of unit area → x = log10(max(1e-10, ·))
 *     (max(x, top − 8) + 4)/4      top: the greatest x so far, at least `firstTop`
 *
 * Frame t is centred on sample 160 t. Before the first sample the sound is mirrored; behind the last it is padded with zeros to
 * whole states, then mirrored. Delay: 201 samples. However the samples are cut into pushes, the frames are the same to the bit.
 */
export class LogMel {
  readonly #filters: readonly MelFilter[];
  readonly #firstTop: number;
  readonly #fft = new MixedFft(frameSamples);
  readonly #window = Float64Array.from(
    { length: frameSamples },
    (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / frameSamples),
  );
  readonly #windowed = new Float64Array(frameSamples);
  readonly #power = new Float64Array(half + 1);
  readonly #logs: Float64Array;
  readonly #held = new Float32Array(heldSamples);
  /** Samples held; the mirrored ones before the first have their place from the beginning. */
  #filled = half;
  #isBeginning = true;
  /** Samples of the utterance so far. */
  #count = 0;
  #top = -Infinity;

  constructor({ bands = whisperBase.bands, firstTop = ordinaryTop }: LogMelOptions = {}) {
    this.#filters = melFilters(bands, frameSamples);
    this.#firstTop = firstTop;
    this.#logs = new Float64Array(bands);
  }

  /** log10 of the greatest mel energy of the utterance, also after `finish` until the next one begins; −∞ before the first frame. */
  get top(): number {
    return this.#top;
  }

  /** @param samples 16 kHz mono, −1 … 1, any length; not kept  @returns new arrays, [bands] each */
  push(samples: Float32Array): Float32Array[] {
    if (this.#count === 0 && samples.length > 0) this.#top = -Infinity;
    this.#count += samples.length;
    return this.#take(samples);
  }

  /** The last frames, two for each state that was begun; ready for a new utterance afterwards. */
  finish(): Float32Array[] {
    if (this.#count === 0) return [];
    const missing = (samplesPerState - (this.#count % samplesPerState)) % samplesPerState;
    const frames = this.#take(new Float32Array(missing));
    const last = this.#filled - 1;
    frames.push(...this.#take(Float32Array.from({ length: mirroredAtEnd }, (_, n) => this.#held[last - 1 - n]!)));
    this.restart();
    return frames;
  }

  /** Forgets the utterance, and what of it was not given. */
  restart(): void {
    this.#filled = half;
    this.#isBeginning = true;
    this.#count = 0;
  }

  #take(samples: Float32Array): Float32Array[] {
    const frames: Float32Array[] = [];
    let read = 0;
    while (read < samples.length) {
      const taken = Math.min(heldSamples - this.#filled, samples.length - read);
      this.#held.set(samples.subarray(read, read + taken), this.#filled);
      this.#filled += taken;
      read += taken;
      if (this.#filled < heldSamples) break;
      if (this.#isBeginning) this.#mirrorBeginning();
      frames.push(this.#analyse());
      this.#held.copyWithin(0, samplesPerFrame);
      this.#filled -= samplesPerFrame;
    }
    return frames;
  }

  #mirrorBeginning(): void {
    for (let n = 1; n <= half; n += 1) this.#held[half - n] = this.#held[half + n]!;
    this.#isBeginning = false;
  }

  #analyse(): Float32Array {
    for (let n = 0; n < frameSamples; n += 1) this.#windowed[n] = this.#held[n]! * this.#window[n]!;
    this.#fft.powerSpectrum(this.#windowed, this.#power);
    const logs = this.#logs;
    this.#filters.forEach((filter, band) => {
      logs[band] = Math.log10(Math.max(this.#energyIn(filter), smallestEnergy));
      this.#top = Math.max(this.#top, logs[band]);
    });
    const floor = Math.max(this.#top, this.#firstTop) - range;
    const frame = new Float32Array(logs.length);
    for (let band = 0; band < logs.length; band += 1) frame[band] = (Math.max(logs[band]!, floor) + 4) / 4;
    return frame;
  }

  #energyIn({ firstBin, weights }: MelFilter): number {
    let energy = 0;
    for (let index = 0; index < weights.length; index += 1) energy += weights[index]! * this.#power[firstBin + index]!;
    return energy;
  }
}
