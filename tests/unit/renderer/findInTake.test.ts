import { describe, expect, it } from 'vitest';

import { findPattern } from '../../../src/contract/findPattern';
import { defaultShaping } from '../../../src/contract/defaultShaping';
import { textOf } from '../../../src/contract/shownText';
import { shapeAll } from '../../../src/core/shaping/shape';
import { matchesIn, replaced, wordAtCaret, wordsIn, wordStretches } from '../../../src/renderer/findInTake';
import { spoken } from '../../support/fakeBridge';

const heard = [spoken('the cat saw the cattle', 0), spoken('a cat', 4)];
const shaped = shapeAll(defaultShaping, [spoken('dear anna comma new paragraph thank you', 0)]);
const find = (text: string, wholeWords = false) => findPattern(text, { matchCase: false, wholeWords });

describe('findInTake', () => {
  it('knows where each shown word stands, breaks and marks included', () => {
    for (const utterance of [...heard, ...shaped]) {
      const text = textOf([utterance]);
      const words = (utterance.shaped?.words ?? utterance.words).map((word) => word.text);
      expect(wordStretches(utterance).map(({ from, to }) => text.slice(from, to))).toEqual(words);
    }
  });

  it('finds in all utterances, within words or whole ones', () => {
    expect(matchesIn(heard, find('CAT')).map(({ utterance, from }) => [utterance, from])).toEqual([
      [0, 4],
      [0, 16],
      [1, 2],
    ]);
    expect(matchesIn(heard, find('cat', true))).toHaveLength(2);
  });

  it('marks every word that a match touches', () => {
    const [match] = matchesIn(heard, find('t saw th'));
    expect(wordsIn(heard[0]!, match!)).toEqual([1, 2, 3]);
  });

  it('replaces one match and leaves the others', () => {
    const [, second] = matchesIn(heard, find('cat'));
    expect(replaced(heard[0]!, second!, 'dog')).toBe('the cat saw the dogtle');
  });

  it.each([
    ['|one two', 0],
    ['one| two', 1],
    ['one |two', 1],
    ['one t|wo', 1],
    ['one two|', 2],
  ])('splits %s at word %i', (text, word) => {
    expect(wordAtCaret(text.replace('|', ''), text.indexOf('|'))).toBe(word);
  });
});
