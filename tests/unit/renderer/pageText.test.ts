import { describe, expect, it } from 'vitest';

import { defaultShaping } from '../../../src/contract/defaultShaping';
import { shapeAll } from '../../../src/core/shaping/shape';
import { paragraphsOf, settledPieces } from '../../../src/renderer/pageText';
import { utterancesOf } from '../../support/shaping';

/** "settled^heard so far~may change" a paragraph. */
const page = (...parameters: Parameters<typeof paragraphsOf>): string[] =>
  paragraphsOf(...parameters).map(
    ({ settled, heard, unfinished }) =>
      settled + (heard === '' ? '' : `^${heard}`) + (unfinished === '' ? '' : `~${unfinished}`),
  );
const nothing = { committed: '', unfinished: '' };
const shaped = (notation: string) => shapeAll(defaultShaping, utterancesOf(notation));

describe('paragraphsOf', () => {
  it('gives each utterance that is shown as it was heard one of its own', () => {
    expect(page(utterancesOf('one two | three'), { committed: 'four', unfinished: 'fi' })).toEqual([
      'one two',
      'three',
      '^four ~fi',
    ]);
    expect(page([], { committed: '', unfinished: 'o' })).toEqual(['~o']);
  });

  it('lets shaped text run on, with the breaks that were asked for', () => {
    const text = shaped('one | two new line three | new paragraph four');
    expect(page(text, nothing)).toEqual(['One two\nThree', 'Four']);
    const partial = { ...nothing, shaped: { committed: ' five\n\nSix', unfinished: ' seven\n\nEight' } };
    expect(page(text, partial)).toEqual(['One two\nThree', 'Four^ five', '^Six~ seven', '~Eight']);
  });

  it('keeps a place for the first word after a break', () => {
    expect(page(shaped('one new paragraph'), nothing)).toEqual(['One', '']);
    expect(page(shaped('one new line'), nothing)).toEqual(['One\n']);
    expect(page(shaped('one new line'), { ...nothing, shaped: nothing })).toEqual(['One\n']);
  });
});

describe('settledPieces', () => {
  /** "one [two]" : the word in brackets is uncertain. */
  const marked = (utterances: Parameters<typeof settledPieces>[0], partial = nothing): string[] =>
    settledPieces(utterances, paragraphsOf(utterances, partial)).map((pieces) =>
      pieces.map(({ text, isUncertain }) => (isUncertain ? `[${text}]` : text)).join(''),
    );
  const doubt = (utterances: Parameters<typeof settledPieces>[0], ...words: string[]) =>
    utterances.map((utterance) => {
      const weigh = <Word extends { text: string }>(word: Word): Word => ({
        ...word,
        confidence: words.includes(word.text) ? 0.1 : 0.9,
      });
      const { shaped: own } = utterance;
      return {
        ...utterance,
        words: utterance.words.map(weigh),
        ...(own && { shaped: { ...own, words: own.words.map(weigh) } }),
      };
    });

  it('marks what the recognizer was not sure of, and nothing else', () => {
    expect(marked(doubt(utterancesOf('one two one | one three'), 'two', 'three'))).toEqual([
      'one [two] one',
      'one [three]',
    ]);
    const text = doubt(shaped('one two new paragraph two new line'), 'two', 'Two');
    expect(marked(text)).toEqual(['One [two]', '[Two]\n']);
  });

  it('holds the whole text of each paragraph', () => {
    const text = doubt(shaped('one new paragraph new paragraph two | three new paragraph'), 'two');
    const paragraphs = paragraphsOf(text, nothing);
    const whole = settledPieces(text, paragraphs).map((pieces) => pieces.map((piece) => piece.text).join(''));
    expect(whole).toEqual(paragraphs.map(({ settled }) => settled));
  });
});
