import { describe, expect, it } from 'vitest';

import { findPattern } from '../../../src/contract/findPattern';
import { defaultShaping } from '../../../src/contract/defaultShaping';
import { textOf } from '../../../src/contract/shownText';
import { shapeAll } from '../../../src/core/shaping/shape';
import { foundIn, matchesIn, replaced, wordAtCaret, wordStretches } from '../../../src/renderer/findInTake';
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

  /** What is found in brackets, what is looked at in braces. */
  const marked = (text: string): string => {
    const matches = matchesIn(heard, find(text)).filter(({ utterance }) => utterance === 0);
    return foundIn(heard[0]!, matches, matches[0] ?? null)
      .flatMap(({ before, pieces }) => [...before, ...pieces])
      .map((piece) =>
        piece.mark === null ? piece.text : piece.mark === 'found' ? `[${piece.text}]` : `{${piece.text}}`,
      )
      .join('');
  };

  it.each([
    ['cat', 'the {cat} saw the [cat]tle'],
    ['t', '{t}he ca[t] saw [t]he ca[t][t]le'],
    ['t saw th', 'the ca{t}{ }{saw}{ }{th}e cattle'],
    ['dog', 'the cat saw the cattle'],
  ])('marks what would be replaced where %s is found, and no more', (text, pieces) => {
    expect(marked(text)).toBe(pieces);
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
