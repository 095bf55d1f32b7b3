import { spectrumBands, spectrumColumnSeconds } from '../contract/spectrum';

/** Longer than a window is wide. */
const keptColumns = 2048;
/** Where more columns than these are missing between two pushes, there was no sound; fewer are a matter of rounding. */
const leastGap = 2;

/** Pixels of a stretch of sound. */
export interface SoundPicture {
  /** [height, width], from the top. */
  readonly pixels: Uint32Array;
  readonly width: number;
  readonly height: number;
  readonly columnPixels: number;
  /** The column at its left edge. */
  readonly start: number;
}

/** Two columns that a line of pixels lies between, by where they are kept. */
interface Between {
  readonly left: number;
  readonly right: number;
  /** Of the right one. */
  readonly share: number;
}

/** The last half minute of sound by frequency, in a ring: nothing is allocated while it fills. Columns are counted from the take's beginning. */
export class SpectrumRing {
  /** The last place is of what is not there. */
  readonly #bytes = new Uint8Array((keptColumns + 1) * spectrumBands);
  #end = 0;
  #endSeconds = 0;
  #takes = 0;

  /** Behind the last column. */
  get end(): number {
    return this.#end;
  }

  /** Another number with each take. */
  get takes(): number {
    return this.#takes;
  }

  /** @param columns of `spectrumBands` bytes  @param endSeconds of the last one, in its take; an earlier one than before is another take's */
  push(columns: Uint8Array, endSeconds: number): void {
    if (endSeconds < this.#endSeconds) {
      this.#takes += 1;
      this.#end = 0;
    }
    const start = Math.round(endSeconds / spectrumColumnSeconds) - columns.length / spectrumBands;
    if (start - this.#end > leastGap) this.#beSilentTo(start);
    for (let at = 0; at < columns.length; at += spectrumBands) {
      this.#bytes.set(columns.subarray(at, at + spectrumBands), (this.#end % keptColumns) * spectrumBands);
      this.#end += 1;
    }
    this.#endSeconds = endSeconds;
  }

  #beSilentTo(end: number): void {
    for (let column = Math.max(this.#end, end - keptColumns); column < end; column += 1)
      this.#bytes.fill(0, (column % keptColumns) * spectrumBands, ((column % keptColumns) + 1) * spectrumBands);
    this.#end = end;
  }

  /**
   * Paints columns, each fading into its neighbours, low tones below; what is not there, or no longer, in the first colour.
   * @param from the first column  @param to behind the last  @param colours of each byte
   */
  paint(picture: SoundPicture, from: number, to: number, colours: Uint32Array): void {
    const { start, columnPixels } = picture;
    for (let x = (from - start) * columnPixels; x < (to - start) * columnPixels; x += 1) {
      const at = start + (x + 0.5) / columnPixels - 0.5;
      const column = Math.floor(at);
      const between = { left: this.#placeOf(column), right: this.#placeOf(column + 1), share: at - column };
      this.#paintLine(picture, x, between, colours);
    }
  }

  #placeOf(column: number): number {
    const isThere = column >= Math.max(0, this.#end - keptColumns) && column < this.#end;
    return (isThere ? column % keptColumns : keptColumns) * spectrumBands;
  }

  #paintLine({ pixels, width, height }: SoundPicture, x: number, between: Between, colours: Uint32Array): void {
    const bytes = this.#bytes;
    const { left, right, share } = between;
    for (let y = 0; y < height; y += 1) {
      const at = Math.min(spectrumBands - 1, Math.max(0, ((height - 0.5 - y) * spectrumBands) / height - 0.5));
      const band = Math.floor(at);
      const above = Math.min(spectrumBands - 1, band + 1);
      const low = mix(bytes[left + band] ?? 0, bytes[right + band] ?? 0, share);
      const high = mix(bytes[left + above] ?? 0, bytes[right + above] ?? 0, share);
      pixels[y * width + x] = colours[Math.round(mix(low, high, at - band))] ?? 0;
    }
  }
}

const mix = (one: number, other: number, share: number): number => one + share * (other - one);
