import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { wordAt, wordsOf } from '../../../src/renderer/transcriptPosition';
import { spoken, utterance } from '../../support/fakeBridge';

const utterances = [utterance('1 one 1.5 two 2'), utterance('5 three 5.5')];

describe('wordAt', () => {
  it.each([
    [0.9, null],
    [1, { utterance: 0, word: 0 }],
    [1.49, { utterance: 0, word: 0 }],
    [1.5, { utterance: 0, word: 1 }],
    [2.3, { utterance: 0, word: 1 }],
    [2.5, null],
    [5.2, { utterance: 1, word: 0 }],
  ])('finds what is heard at %d s', (seconds, position) => {
    expect(wordAt(utterances, seconds)).toEqual(position);
  });

  it('passes over an utterance without words', () => {
    expect(wordAt([...utterances, { startSeconds: 5.3, endSeconds: 5.4, words: [] }], 5.4)).toEqual({
      utterance: 1,
      word: 0,
    });
  });

  it('finds every word at its start', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.nat(), (count, choice) => {
        const long = spoken(Array.from({ length: count }, (_, index) => `w${index}`).join(' '), 3);
        const word = choice % count;
        expect(wordAt([long], long.words[word]?.startSeconds ?? Number.NaN)).toEqual({ utterance: 0, word });
      }),
    );
  });
});

describe('wordsOf', () => {
  it('gives the words without the spaces between them', () => {
    expect(wordsOf(' one  two\n')).toEqual(['one', 'two']);
    expect(wordsOf('')).toEqual([]);
  });
});
