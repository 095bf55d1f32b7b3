import { describe, expect, it } from 'vitest';

import { defaultShaping } from '../../../src/contract/defaultShaping';
import { shapeAll } from '../../../src/core/shaping/shape';
import { paragraphsOf } from '../../../src/renderer/pageText';
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
