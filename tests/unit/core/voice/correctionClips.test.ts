import { describe, expect, it } from 'vitest';

import type { FoundWord } from '../../../../src/core/voice/alignWords';
import { clipsOf, correctedText } from '../../../../src/core/voice/correctionClips';

/** Ten words of half a second, half a second apart, known to the timestep of 20 ms. */
const words: FoundWord[] = Array.from({ length: 20 }, (_, index) => ({
  text: `w${index}`,
  firstTimestep: 50 * index + 25,
  lastTimestep: 50 * index + 49,
  shortfall: 0,
}));
const aligned = { words, timestepSeconds: 0.02, startSeconds: 100, seconds: 20.5 };
const written = (...places: readonly number[]): boolean[] => words.map((_, index) => places.includes(index));

describe('clipsOf', () => {
  it('cuts around a corrected word and its neighbours, in the gaps beside them', () => {
    const [clip] = clipsOf(written(8), aligned);
    expect(clip!.text).toBe('w5 w6 w7 w8 w9 w10 w11');
    expect(clip!.startSeconds).toBeCloseTo(100 + 5.5 - 0.15);
    expect(clip!.endSeconds).toBeCloseTo(100 + 12 + 0.25);
  });

  it('makes one clip of corrections that lie near each other, and two of others', () => {
    expect(clipsOf(written(3, 9), aligned)).toHaveLength(1);
    expect(clipsOf(written(3, 15), aligned)).toHaveLength(2);
  });

  it('stays inside the take', () => {
    const [first, last] = clipsOf(written(0, 19), aligned);
    expect(first!.startSeconds).toBeGreaterThanOrEqual(100);
    expect(last!.endSeconds).toBeLessThanOrEqual(120.5);
  });

  it('makes nothing where nothing was corrected', () => {
    expect(clipsOf(written(), aligned)).toEqual([]);
  });
});

describe('correctedText', () => {
  it('knows the words that the user wrote by their certainty', () => {
    const word = (
      text: string,
      confidence: number,
    ): { text: string; startSeconds: number; endSeconds: number; confidence: number } => ({
      text,
      startSeconds: 0,
      endSeconds: 1,
      confidence,
    });
    const utterance = {
      startSeconds: 0,
      endSeconds: 1,
      words: [word('we', 0.8), word('Well-known', 1), word('!', 0.5)],
    };
    expect(correctedText(utterance)).toEqual({ text: 'we well known', isWritten: [false, true, true] });
  });
});
