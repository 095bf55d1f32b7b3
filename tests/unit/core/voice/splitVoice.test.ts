import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { errorRateOf } from '../../../../src/core/voice/errorInterval';
import { someMinutes, splitVoice } from '../../../../src/core/voice/splitVoice';

const recordings = Array.from({ length: 40 }, (_, index) => ({ seconds: 6, text: `sentence ${index % 30}` }));
const textsOf = (some: readonly { text: string }[]): Set<string> => new Set(some.map(({ text }) => text));

describe('splitVoice', () => {
  it('has each recording on one side, and no sentence on both', () => {
    const { learnt, heldOut } = splitVoice(recordings);
    expect(learnt.length + heldOut.length).toBe(40);
    expect(heldOut.length).toBeGreaterThanOrEqual(5);
    expect([...textsOf(heldOut)].filter((text) => textsOf(learnt).has(text))).toEqual([]);
  });

  it('leaves something to learn from, however few there are', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }), (texts) => {
        expect(splitVoice(texts.map((text) => ({ text, seconds: 1 }))).learnt.length).toBeGreaterThan(0);
      }),
    );
  });

  it('takes as many minutes as were asked for, the same ones each time', () => {
    const some = someMinutes(recordings, 2, 1);
    expect(some).toHaveLength(20);
    expect(someMinutes(recordings, 2, 1)).toEqual(some);
  });
});

describe('errorRateOf', () => {
  it('lies within its interval, which is narrower with more recordings', () => {
    const few = Array.from({ length: 10 }, (_, index) => ({
      said: 'one two three four',
      heard: index % 2 ? 'one two three four' : 'one',
    }));
    const rate = errorRateOf(few);
    expect(rate).toMatchObject({ wer: 37.5, words: 40 });
    expect(rate.lowestWer).toBeLessThan(37.5);
    expect(rate.highestWer).toBeGreaterThan(37.5);
    const more = errorRateOf(Array.from({ length: 10 }, () => few).flat());
    expect(more.highestWer - more.lowestWer).toBeLessThan(rate.highestWer - rate.lowestWer);
  });

  it('is a point where nothing varies', () => {
    expect(errorRateOf([{ said: 'a', heard: 'a' }])).toEqual({ wer: 0, lowestWer: 0, highestWer: 0, words: 1 });
  });
});
