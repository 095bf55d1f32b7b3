import { describe, expect, it } from 'vitest';

import { spectrumBands, spectrumColumnSeconds } from '../../../src/contract/spectrum';
import { SpectrumRing } from '../../../src/renderer/spectrumRing';

/** Columns that are the same from the lowest band to the highest. */
const columns = (...bytes: number[]): Uint8Array =>
  Uint8Array.from(bytes.flatMap((byte) => Array.from({ length: spectrumBands }, () => byte)));

/** Each byte is painted as itself. */
const colours = Uint32Array.from({ length: 256 }, (_, byte) => byte);

/** What is painted of some columns, from the top. */
function painted(ring: SpectrumRing, from: number, to: number, { columnPixels = 1, height = 1 } = {}): number[] {
  const width = (to - from) * columnPixels;
  const pixels = new Uint32Array(width * height);
  ring.paint({ pixels, width, height, columnPixels, start: from }, from, to, colours);
  return Array.from(pixels);
}

describe('SpectrumRing', () => {
  it('paints what was heard, and nothing where nothing was', () => {
    const ring = new SpectrumRing();
    ring.push(columns(1, 2, 3), 3 * spectrumColumnSeconds);
    expect(painted(ring, -1, 4)).toEqual([0, 1, 2, 3, 0]);
    ring.push(columns(4), 4 * spectrumColumnSeconds);
    expect(painted(ring, 2, 4)).toEqual([3, 4]);
    expect(ring.end).toBe(4);
  });

  it('paints only what it is asked for', () => {
    const ring = new SpectrumRing();
    ring.push(columns(1, 2, 3, 4), 4 * spectrumColumnSeconds);
    const pixels = new Uint32Array(8).fill(99);
    ring.paint({ pixels, width: 8, height: 1, columnPixels: 1, start: 0 }, 1, 3, colours);
    expect(Array.from(pixels)).toEqual([99, 2, 3, 99, 99, 99, 99, 99]);
  });

  it('lets a column fade into its neighbours, and a band too', () => {
    const ring = new SpectrumRing();
    ring.push(columns(100, 200, 200), 3 * spectrumColumnSeconds);
    expect(painted(ring, 0, 2, { columnPixels: 2 })).toEqual([75, 125, 175, 200]);
    const rising = new SpectrumRing();
    rising.push(
      Uint8Array.from({ length: spectrumBands }, (_, band) => 4 * band),
      spectrumColumnSeconds,
    );
    const fromBelow = painted(rising, 0, 1, { height: 2 * spectrumBands }).reverse();
    expect(fromBelow.slice(0, 5)).toEqual([0, 1, 3, 5, 7]);
  });

  it('paints low tones below', () => {
    const ring = new SpectrumRing();
    ring.push(
      Uint8Array.from({ length: spectrumBands }, (_, band) => band + 1),
      spectrumColumnSeconds,
    );
    const pixels = painted(ring, 0, 1, { height: spectrumBands });
    expect([pixels[0], pixels.at(-1)]).toEqual([spectrumBands, 1]);
  });

  it('forgets the oldest, and the whole of the take before', () => {
    const ring = new SpectrumRing();
    for (let column = 1; column <= 3000; column += 1) ring.push(columns(column % 256), column * spectrumColumnSeconds);
    expect(painted(ring, 0, 1)).toEqual([0]);
    expect(painted(ring, 2999, 3000)).toEqual([3000 % 256]);
    const { takes } = ring;
    ring.push(columns(9), spectrumColumnSeconds);
    expect(painted(ring, -1, 2)).toEqual([0, 9, 0]);
    expect(ring.takes).not.toBe(takes);
  });

  it('is blank where sound was lost, and where the take went on before the window was there', () => {
    const ring = new SpectrumRing();
    ring.push(columns(7, 7), 100 * spectrumColumnSeconds);
    ring.push(columns(8), 105 * spectrumColumnSeconds);
    expect(painted(ring, 97, 105)).toEqual([0, 7, 7, 0, 0, 0, 0, 8]);
    expect(ring.end).toBe(105);
  });

  it('sets side by side what only rounding keeps apart', () => {
    const ring = new SpectrumRing();
    ring.push(columns(1, 2, 3), 4 * spectrumColumnSeconds);
    ring.push(columns(4, 5), 6.4 * spectrumColumnSeconds);
    expect(painted(ring, 0, 5)).toEqual([1, 2, 3, 4, 5]);
  });
});
