import { describe, expect, it } from 'vitest';

import { spectrumBands, spectrumColumnSeconds } from '../../../src/contract/spectrum';
import { leftOf, placeWords, SpectrumRing } from '../../../src/renderer/spectrogram';

/** Columns that are the same from the lowest band to the highest. */
const columns = (...bytes: number[]): Uint8Array =>
  Uint8Array.from(bytes.flatMap((byte) => Array.from({ length: spectrumBands }, () => byte)));

/** Each byte is painted as itself. */
const colours = Uint32Array.from({ length: 256 }, (_, byte) => byte);

/** The lowest row of what is painted. */
function painted(ring: SpectrumRing, width: number, leftSeconds: number): number[] {
  const pixels = new Uint32Array(width * spectrumBands);
  ring.paint(pixels, width, leftSeconds, colours);
  return Array.from(pixels.subarray(-width));
}

describe('SpectrumRing', () => {
  it('paints what was heard from a moment on, and nothing where nothing was', () => {
    const ring = new SpectrumRing();
    ring.push(columns(1, 2, 3), 3 * spectrumColumnSeconds);
    expect(painted(ring, 5, -spectrumColumnSeconds)).toEqual([0, 1, 2, 3, 0]);
    ring.push(columns(4), 4 * spectrumColumnSeconds);
    expect(painted(ring, 2, 2 * spectrumColumnSeconds)).toEqual([3, 4]);
  });

  it('paints low tones below', () => {
    const ring = new SpectrumRing();
    ring.push(
      Uint8Array.from({ length: spectrumBands }, (_, band) => band + 1),
      spectrumColumnSeconds,
    );
    const pixels = new Uint32Array(spectrumBands);
    ring.paint(pixels, 1, 0, colours);
    expect([pixels[0], pixels.at(-1)]).toEqual([spectrumBands, 1]);
  });

  it('forgets the oldest, and the whole of the take before', () => {
    const ring = new SpectrumRing();
    for (let column = 1; column <= 3000; column += 1) ring.push(columns(column % 256), column * spectrumColumnSeconds);
    expect(painted(ring, 1, 0)).toEqual([0]);
    expect(painted(ring, 1, 2999 * spectrumColumnSeconds)).toEqual([3000 % 256]);
    ring.push(columns(9), spectrumColumnSeconds);
    expect(painted(ring, 2, -spectrumColumnSeconds)).toEqual([0, 9]);
  });
});

describe('placeWords', () => {
  it('puts each word where it begins, or behind the one before it', () => {
    const words = [
      { text: 'so', startSeconds: 1 },
      { text: 'quickly', startSeconds: 1.05 },
      { text: 'then', startSeconds: 3 },
    ];
    expect(placeWords(words, 100, (text) => 10 * text.length)).toEqual([100, 126, 300]);
  });
});

describe('leftOf', () => {
  it('moves with the sound, or in steps of half the strip', () => {
    expect(leftOf(12.3, 4, false)).toBeCloseTo(8.3);
    expect([1, 3.9, 4, 4.1, 6, 6.1].map((end) => leftOf(end, 4, true))).toEqual([0, 0, 0, 2, 2, 4]);
  });
});
