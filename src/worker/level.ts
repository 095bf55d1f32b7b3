/** Level of what was pushed since it was last asked, in dB relative to full scale, −120 … 0. */
export class LevelMeter {
  #sumOfSquares = 0;
  #peak = 0;
  #samples = 0;

  push(samples: Int16Array): void {
    for (const sample of samples) {
      this.#sumOfSquares += sample * sample;
      this.#peak = Math.max(this.#peak, Math.abs(sample));
    }
    this.#samples += samples.length;
  }

  get samples(): number {
    return this.#samples;
  }

  /** The level, and begins anew. */
  take(): { readonly rmsDbfs: number; readonly peakDbfs: number } {
    const rms = Math.sqrt(this.#sumOfSquares / Math.max(1, this.#samples));
    const level = { rmsDbfs: toDbfs(rms), peakDbfs: toDbfs(this.#peak) };
    this.#sumOfSquares = 0;
    this.#peak = 0;
    this.#samples = 0;
    return level;
  }
}

const fullScale = 32_768;
const floorDbfs = -120;

function toDbfs(amplitude: number): number {
  return amplitude === 0 ? floorDbfs : Math.max(floorDbfs, 20 * Math.log10(amplitude / fullScale));
}
