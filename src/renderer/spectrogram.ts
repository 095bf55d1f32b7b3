import { spectrumBands, spectrumColumnSeconds } from '../contract/spectrum';

/** Longer than a window is wide. */
const keptColumns = 2048;

/** The last half minute of sound by frequency, in a ring: nothing is allocated while it fills. */
export class SpectrumRing {
  readonly #bytes = new Uint8Array(keptColumns * spectrumBands);
  /** Columns so far, and where in the take the last of them ends. */
  #count = 0;
  #endSeconds = 0;

  get endSeconds(): number {
    return this.#endSeconds;
  }

  /** @param columns of `spectrumBands` bytes  @param endSeconds of the last one, in its take; an earlier one than before is another take's */
  push(columns: Uint8Array, endSeconds: number): void {
    if (endSeconds < this.#endSeconds) this.#count = 0;
    for (let start = 0; start < columns.length; start += spectrumBands) {
      const place = (this.#count % keptColumns) * spectrumBands;
      this.#bytes.set(columns.subarray(start, start + spectrumBands), place);
      this.#count += 1;
    }
    this.#endSeconds = endSeconds;
  }

  /**
   * Paints columns side by side, low tones below; what is not there, or no longer, in the first colour.
   * @param pixels [spectrumBands, width], from the top
   * @param leftSeconds where in the take the first of them lies
   * @param colours of each byte
   */
  paint(pixels: Uint32Array, width: number, leftSeconds: number, colours: Uint32Array): void {
    const [none = 0] = colours;
    const first = this.#count - Math.round((this.#endSeconds - leftSeconds) / spectrumColumnSeconds);
    for (let x = 0; x < width; x += 1) {
      const column = first + x;
      const isThere = column >= Math.max(0, this.#count - keptColumns) && column < this.#count;
      const place = (column % keptColumns) * spectrumBands;
      for (let band = 0; band < spectrumBands; band += 1)
        pixels[(spectrumBands - 1 - band) * width + x] = isThere
          ? (colours[this.#bytes[place + band] ?? 0] ?? none)
          : none;
    }
  }
}

/** A word under its sound. */
export interface SoundedWord {
  readonly text: string;
  readonly startSeconds: number;
}

const wordGapPixels = 6;

/**
 * Where words stand under their sounds, in pixels from the take's beginning: each where it begins, or behind the one before it where they are
 * spoken faster than they can be read.
 * @param widthOf in pixels
 */
export function placeWords(
  words: readonly SoundedWord[],
  pixelsPerSecond: number,
  widthOf: (text: string) => number,
): number[] {
  let free = 0;
  return words.map(({ text, startSeconds }) => {
    const left = Math.max(startSeconds * pixelsPerSecond, free);
    free = left + widthOf(text) + wordGapPixels;
    return left;
  });
}

/**
 * Where in the take the strip begins to be drawn. It moves with the sound; in steps of half its length where motion is not wanted.
 */
export function leftOf(endSeconds: number, spanSeconds: number, isStepped: boolean): number {
  if (!isStepped) return endSeconds - spanSeconds;
  const half = spanSeconds / 2;
  return Math.max(0, Math.ceil(endSeconds / half - 1e-9) - 2) * half;
}
