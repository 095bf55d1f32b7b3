import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { Alphabet } from '../../../../src/core/alphabet';
import { BeamSearchDecoder } from '../../../../src/core/decode/beamSearch';
import { noScorer } from '../../../../src/core/decode/scorer';
import { HotWordScorer } from '../../../../src/core/languageModel/hotWordScorer';
import { TermMatcher } from '../../../../src/core/languageModel/termMatcher';
import { textHeardBy } from '../../../support/ctc';

const alphabet = new Alphabet('acdeghiknorwyz ');
function scorerOf(terms: readonly string[]): HotWordScorer {
  const matched = terms.map((term) => alphabet.encode(term) ?? new Int32Array(0));
  return new HotWordScorer(noScorer, new TermMatcher(matched, alphabet), alphabet);
}

/** The score after each label of a text, and at last that of its end. */
function scoresOf(terms: readonly string[], text: string): number[] {
  const scorer = scorerOf(terms);
  scorer.reserve(text.length + 1);
  scorer.start(0);
  let sum = 0;
  const scores = Array.from(text).map((symbol, i) => {
    sum += scorer.extend(i, alphabet.labelOf(symbol) ?? NaN, i + 1);
    return sum;
  });
  return [...scores, sum + scorer.finish(text.length)];
}

const finalScore = (terms: readonly string[], text: string): number => scoresOf(terms, text).at(-1) ?? NaN;

describe('HotWordScorer', () => {
  it('raises the score while a term is spelt and takes it back when the text leaves it', () => {
    expect(scoresOf(['greek'], 'green ')).toEqual([1, 2, 3, 4, 0, 0, 0]);
  });

  it('keeps what a whole term has gained', () => {
    expect(scoresOf(['greek'], 'greek a')).toEqual([1, 2, 3, 4, 5, 5, 5, 5]);
  });

  it('takes back what a longer word has gained', () => {
    expect(scoresOf(['green'], 'greene')).toEqual([1, 2, 3, 4, 5, 0, 0]);
  });

  it('counts the unfinished last word as it counts a finished one', () => {
    expect(finalScore(['greek'], 'a greek')).toBe(5);
    expect(finalScore(['greek'], 'a gree')).toBe(0);
  });

  it('finds no term in the middle of a word', () => {
    expect(finalScore(['on'], 'hon con')).toBe(0);
  });

  it('spells phrases across spaces, and takes them back word by word', () => {
    expect(scoresOf(['new york'], 'new yo')).toEqual([0, 0, 0, 0, 0, 0, 0].map((_, i) => [1, 2, 3, 4, 5, 6, 0][i]));
    expect(finalScore(['new york'], 'new york ')).toBe(8);
    expect(finalScore(['new york'], 'new york')).toBe(8);
  });

  it('finds a phrase that begins in the middle of another', () => {
    expect(finalScore(['one red car', 'red carrier'], 'one red carrier')).toBe('red carrier'.length);
  });

  it('gives a label once, however many terms it is a part of', () => {
    expect(finalScore(['new', 'new york'], 'new york')).toBe('newyork'.length);
    expect(finalScore(['new york', 'york'], 'new york')).toBe('new york'.length);
    expect(finalScore(['one red', 'red car'], 'one red car')).toBe('one red'.length);
  });

  it('comes to the labels of the terms in the text, for texts of words', () => {
    const word = fc.constantFrom('one', 'red', 'hen', 'he', 'zero', 'crow');
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), fc.boolean(), (words, hasTrailingSpace) => {
        const text = words.join(' ') + (hasTrailingSpace && words.length > 0 ? ' ' : '');
        const expected = words.filter((each) => ['he', 'zero'].includes(each)).join('').length;
        expect(finalScore(['he', 'zero'], text)).toBe(expected);
      }),
    );
  });

  it('lets a decoder hear the term that is nearly as loud', () => {
    const rows: number[][] = Array.from('a crow').map((symbol) =>
      Array.from({ length: alphabet.size }, (_, i) => (i === alphabet.labelOf(symbol) ? 300 : 1)),
    );
    const loudness: Readonly<Record<string, number>> = { e: 60, o: 40 };
    rows[4] = Array.from({ length: alphabet.size }, (_, i) => loudness[alphabet.symbols[i] ?? ''] ?? 0.1);
    expect(textHeardBy(new BeamSearchDecoder(alphabet, noScorer), rows)).toBe('a crew');
    expect(textHeardBy(new BeamSearchDecoder(alphabet, scorerOf(['crow'])), rows)).toBe('a crow');
  });
});
