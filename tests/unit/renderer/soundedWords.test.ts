import { describe, expect, it } from 'vitest';

import { leftOf, placeWords } from '../../../src/renderer/soundedWords';

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
