import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Utterance } from '../../../../src/contract/transcript';
import { correctUtterance } from '../../../../src/core/transcript/correct';

/** "we@0-1 climb@2-3" in the utterance 0 … 10; confidence 0.5. */
function utterance(text: string): Utterance {
  const words = text.split(' ').flatMap((word) => {
    const [, name, start, end] = /^(.+)@([\d.]+)-([\d.]+)$/.exec(word) ?? [];
    return name === undefined
      ? []
      : [{ text: name, startSeconds: Number(start), endSeconds: Number(end), confidence: 0.5 }];
  });
  return { startSeconds: 0, endSeconds: 10, words };
}

const written = (of: Utterance): string =>
  of.words.map(({ text, startSeconds, endSeconds }) => `${text}@${startSeconds}-${endSeconds}`).join(' ');

describe('correctUtterance', () => {
  it.each([
    ['replaces a word in its time', 'we@0-1 clime@2-3 stairs@4-5', 'we climb stairs', 'we@0-1 climb@2-3 stairs@4-5'],
    ['shares the time of one word between two', 'a@0-1 cannot@2-4 b@5-6', 'a can not b', 'a@0-1 can@2-3 not@3-4 b@5-6'],
    ['gives one word the time of two', 'to@1-2 day@2-3 is@4-5', 'today is', 'today@1-3 is@4-5'],
    ['puts an inserted word between its neighbours', 'a@0-1 c@3-4', 'a b c', 'a@0-1 b@1-3 c@3-4'],
    ['puts words before the first and after the last', 'b@2-3', 'a b c', 'a@0-2 b@2-3 c@3-10'],
    ['removes a word', 'a@0-1 um@1-2 b@2-3', 'a b', 'a@0-1 b@2-3'],
    ['keeps the time where only the case changes', 'utter@0-1', 'Utter', 'Utter@0-1'],
    ['empties', 'a@0-1', '  ', ''],
    ['fills', '', 'a b', 'a@0-5 b@5-10'],
  ])('%s', (_name, heard, text, expected) => {
    expect(written(correctUtterance(utterance(heard), text))).toBe(expected);
  });

  it('is sure of new words and as sure as before of the others', () => {
    const corrected = correctUtterance(utterance('a@0-1 b@1-2'), 'a c');
    expect(corrected.words.map((word) => word.confidence)).toEqual([0.5, 1]);
  });

  const someWords = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 });
  it('holds exactly the words written, in order of time and within the utterance', () => {
    fc.assert(
      fc.property(someWords, someWords, (heard, text) => {
        const spaced = heard.map((word, index) => `${word}@${index * 0.75}-${index * 0.75 + 0.5}`).join(' ');
        const { words } = correctUtterance(utterance(spaced), text.join(' '));
        expect(words.map((word) => word.text)).toEqual(text);
        const times = words.flatMap((word) => [word.startSeconds, word.endSeconds]);
        times.forEach((time, index) => {
          expect(time).toBeGreaterThanOrEqual((times[index - 1] ?? 0) - 1e-9);
        });
        expect(times.at(-1) ?? 0).toBeLessThanOrEqual(10 + 1e-9);
      }),
    );
  });
});
