import { describe, expect, it } from 'vitest';

import { compareWords } from '../../../src/renderer/wordDiff';

/** The words that are marked. */
const others = (first: string, second: string): string[] =>
  compareWords(first.split(' '), second.split(' ')).map((words) =>
    words
      .filter(({ isOther }) => isOther)
      .map(({ text }) => text)
      .join(' '),
  );

describe('compareWords', () => {
  it.each([
    ['we clime the stairs', 'we climb the stairs', 'clime', 'climb'],
    ['we climb stairs', 'we climb the stairs', '', 'the'],
    ['We climb.', 'we climb', '', ''],
    ['a b c d e', 'a x c y e', 'b d', 'x y'],
    ['', 'words', '', 'words'],
  ])('marks in "%s" and "%s" what differs', (first, second, ofFirst, ofSecond) => {
    expect(others(first, second)).toEqual([ofFirst, ofSecond]);
  });

  it('tells apart the words that are the same with another mark or capital', () => {
    const compared = compareWords('We climb. The stairs'.split(' '), 'well we climb, the stairs'.split(' '));
    const otherwise = compared.map((words) => words.filter((word) => word.isWrittenOtherwise).map(({ text }) => text));
    expect(otherwise).toEqual([
      ['We', 'climb.', 'The'],
      ['we', 'climb,', 'the'],
    ]);
  });

  it('marks the whole middle of texts that are too long to lay beside each other', () => {
    const words = (word: string) => ['same', ...Array.from({ length: 2500 }, (_, index) => `${word}${index}`), 'end'];
    const [first] = compareWords(words('a'), words('b'));
    expect(first.filter(({ isOther }) => isOther)).toHaveLength(2500);
    expect([first[0]?.isOther, first.at(-1)?.isOther]).toEqual([false, false]);
  });
});
