import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { defaultShaping } from '../../../../src/contract/defaultShaping';
import { textOf } from '../../../../src/contract/shownText';
import type { Utterance } from '../../../../src/contract/transcript';
import { shapeAll } from '../../../../src/core/shaping/shape';
import { correctUtterance } from '../../../../src/core/transcript/correct';
import { utterancesOf } from '../../../support/shaping';

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

describe('correcting shaped text', () => {
  const correct = (said: string, text: string): Utterance => {
    const [shaped] = shapeAll({ ...defaultShaping, numbers: 'ten' }, utterancesOf(said));
    return correctUtterance(shaped!, text);
  };
  const saidOf = (utterance: Utterance): string => utterance.words.map((word) => word.text).join(' ');

  it.each([
    ['a word', 'we clime comma new line then rest', 'We climb,\nthen rest', 'we climb comma new line then rest'],
    ['a mark', 'we climb comma then rest', 'We climb; then rest', 'we climb comma then rest'],
    ['a case', 'dear anna comma', 'Dear Anna,', 'dear anna comma'],
    ['an insertion', 'we climb full stop', 'Now we slowly climb up.', 'now we slowly climb up full stop'],
    ['a removal', 'we um climb full stop', 'We climb.', 'we climb full stop'],
    ['words written as digits', 'twenty three steps', '24 steps', 'twenty three steps'],
    ['figures into words', 'twenty three steps', 'Twenty-three steps', 'twenty three steps'],
    ['a word into figures', 'two steps', '2 steps', 'two steps'],
    ['a word beside figures', 'we clime twenty three staps', 'We climb 23 steps', 'we climb twenty three steps'],
    ['an insertion behind figures', 'climb twenty three steps', 'Climb 23 high steps', 'climb twenty three high steps'],
    ['an abbreviation', 'in the u s a we sit', 'In the U.S. we sat', 'in the u s a we sat'],
    ['a time', 'at ten thirty a m we eat', 'At 10.30 a.m. we ate', 'at ten thirty a m we ate'],
  ])('changes %s in what is shown, and what was said where its letters changed', (_what, said, text, expected) => {
    const corrected = correct(said, text);
    expect(textOf([corrected])).toBe(text);
    expect(saidOf(corrected)).toBe(expected);
  });

  it('keeps the times of what stays', () => {
    const corrected = correct('we clime comma stairs', 'We climb, stairs');
    expect(
      corrected.shaped?.words.map(({ text, startSeconds, endSeconds }) => [text, startSeconds, endSeconds]),
    ).toEqual([
      ['We', 0, 0.5],
      ['climb,', 0.5, 1.5],
      ['stairs', 1.5, 2],
    ]);
    expect(written(corrected)).toBe('we@0-0.5 climb@0.5-1 comma@1-1.5 stairs@1.5-2');
  });
});
