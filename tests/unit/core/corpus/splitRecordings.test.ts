import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { type Recording, splitRecordings } from '../../../../src/core/corpus/splitRecordings';

const recording = (speaker: string, text: string, seconds = 1): Recording => ({ speaker, text, seconds });
const secondsOf = (recordings: readonly Recording[]): number => recordings.reduce((sum, one) => sum + one.seconds, 0);

const anything = fc.array(
  fc.record({
    speaker: fc.constantFrom('ann', 'bob', 'cem', 'dee', 'eve', 'unknown', ''),
    text: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
    seconds: fc.double({ min: 0.5, max: 10, noNaN: true }),
  }),
  { maxLength: 60 },
);
const share = fc.double({ min: 0.01, max: 0.5, noNaN: true });

describe('splitRecordings', () => {
  it('puts each recording into one part, in its order', () => {
    fc.assert(
      fc.property(anything, share, fc.nat(), (recordings, part, seed) => {
        const { training, heldOut, leftOut } = splitRecordings(recordings, part, seed);
        const all = [...training, ...heldOut, ...leftOut];
        expect(all.length).toBe(recordings.length);
        expect(new Set(all)).toEqual(new Set(recordings));
        expect(training).toEqual(recordings.filter((one) => training.includes(one)));
      }),
    );
  });

  it('holds no sentence out that is learnt, and no more time than half as much again as asked', () => {
    fc.assert(
      fc.property(anything, share, fc.nat(), (recordings, part, seed) => {
        const { training, heldOut } = splitRecordings(recordings, part, seed);
        const sentences = new Set(heldOut.map(({ text }) => text));
        expect(training.some(({ text }) => sentences.has(text))).toBe(false);
        expect(secondsOf(heldOut)).toBeLessThanOrEqual(1.5 * part * secondsOf(recordings) + 1e-9);
      }),
    );
  });

  it('holds whole speakers out where there are several', () => {
    const recordings = Array.from({ length: 100 }, (_, n) => recording(`speaker ${n % 10}`, `sentence ${n}`));
    const { training, heldOut, leftOut } = splitRecordings(recordings, 0.2, 3);
    expect(new Set(heldOut.map(({ speaker }) => speaker)).size).toBe(2);
    const learnt = new Set(training.map(({ speaker }) => speaker));
    expect(heldOut.some(({ speaker }) => learnt.has(speaker))).toBe(false);
    expect(leftOut).toEqual([]);
    expect(splitRecordings(recordings, 0.2, 3)).toEqual({ training, heldOut, leftOut });
    expect(splitRecordings(recordings, 0.2, 4).heldOut).not.toEqual(heldOut);
  });

  it('holds whole sentences out of one speaker', () => {
    const recordings = Array.from({ length: 100 }, (_, n) => recording('ann', `sentence ${n % 50}`));
    const { training, heldOut, leftOut } = splitRecordings(recordings, 0.1, 1);
    expect(heldOut).toHaveLength(10);
    expect(new Set(heldOut.map(({ text }) => text)).size).toBe(5);
    expect(leftOut).toEqual([]);
    expect(training).toHaveLength(90);
  });

  it('leaves a sentence out that others say as well', () => {
    const recordings = [recording('ann', 'same'), ...Array.from({ length: 9 }, (_, n) => recording(`${n}`, 'same'))];
    const { training, heldOut, leftOut } = splitRecordings(recordings, 0.1, 1);
    expect([training.length, heldOut.length, leftOut.length]).toEqual([0, 1, 9]);
  });

  it('holds nothing out where nothing is asked', () => {
    const recordings = [recording('ann', 'a')];
    expect(splitRecordings(recordings, 0, 1)).toEqual({ training: recordings, heldOut: [], leftOut: [] });
  });
});
