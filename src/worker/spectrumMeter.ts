import { spectrumBands, spectrumColumnSeconds } from '../contract/spectrum';
import { int16ToFloat32, sampleRateHz } from '../core/audio/pcm';
import { defaultFeatureConfig, type FeatureConfig, frameSizeOf } from '../core/features/config';
import { Framer } from '../core/features/framer';
import { LogFilterBank } from '../core/features/logFilterBank';

const config: FeatureConfig = {
  ...defaultFeatureConfig,
  frameLength: 400,
  hop: spectrumColumnSeconds * sampleRateHz,
  bands: spectrumBands,
  lowestHz: 80,
  highestHz: 7600,
};

/** What is drawn, in dB of a band's energy: from the hiss of a quiet room to a loud voice. */
const [quietestDb, loudestDb] = [-30, 30];
const decibelsPerNeper = 10 / Math.LN10;

/** What was pushed since it was last asked, by frequency, to be looked at. Its arrays are filled anew, a hundred times a second. */
export class SpectrumMeter {
  readonly #framer = new Framer(config.frameLength, config.hop);
  readonly #bank = new LogFilterBank(config);
  readonly #energies = new Float32Array(frameSizeOf(config));
  readonly #bands = this.#energies.subarray(0, spectrumBands);
  #samples = new Float32Array(0);
  #columns: number[] = [];

  push(samples: Int16Array): void {
    if (this.#samples.length < samples.length) this.#samples = new Float32Array(samples.length);
    this.#framer.push(int16ToFloat32(samples, this.#samples), (frame) => {
      this.#bank.analyse(frame, this.#energies);
      for (const energy of this.#bands) this.#columns.push(brightness(energy));
    });
  }

  /** Columns of `spectrumBands` bytes, oldest first, and begins anew. */
  take(): Uint8Array<ArrayBuffer> {
    const columns = Uint8Array.from(this.#columns);
    this.#columns = [];
    return columns;
  }
}

/** @param energy natural logarithm */
function brightness(energy: number): number {
  const share = (energy * decibelsPerNeper - quietestDb) / (loudestDb - quietestDb);
  return Math.round(255 * Math.min(1, Math.max(0, share)));
}
