import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { WordPieces } from '../../../../src/core/rescoring/wordPieces';

const letters = Array.from("abcdefghijklmnopqrstuvwxyz'");
const pieces = [...letters, ...letters.map((letter) => ` ${letter}`), ' the', ' there', 'ing', 're', ' on'];
const spelt = (ids: readonly number[]): string => ids.map((id) => pieces[id - 1]).join('');

describe('WordPieces', () => {
  it('takes the longest piece that a word, and then its rest, begins with', () => {
    const cut = (word: string): string[] => new WordPieces(pieces).of(word).map((id) => pieces[id - 1]!);
    expect(cut('there')).toEqual([' there']);
    expect(cut('thereing')).toEqual([' there', 'ing']);
    expect(cut('theirs')).toEqual([' the', 'i', 'r', 's']);
    expect(cut('caring')).toEqual([' c', 'a', 'r', 'ing']);
  });

  it('spells every word', () => {
    const words = new WordPieces(pieces);
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 30 }), (word) => {
        expect(spelt(words.of(word))).toBe(` ${word}`);
      }),
    );
  });

  it('refuses what no piece begins', () => {
    expect(() => new WordPieces(pieces).of('naïve')).toThrow('no piece begins “ïve”');
  });
});
