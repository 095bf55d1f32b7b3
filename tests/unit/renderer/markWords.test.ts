import { describe, expect, it } from 'vitest';

import { markWords } from '../../../src/renderer/markWords';
import { checksOf } from '../../support/fakeVoice';

const unsaid = (sentence: string, missed: readonly string[]): string[] =>
  markWords(sentence, checksOf(sentence, [], missed).words)
    .filter((part) => part.isUnsaid)
    .map(({ text }) => text);

describe('markWords', () => {
  it('gives the sentence back, letter by letter', () => {
    const sentence = 'It was late,  and the last train – “ours” – had gone.';
    const parts = markWords(sentence, checksOf(sentence).words);
    expect(parts.map(({ text }) => text).join('')).toBe(sentence);
  });

  it('marks the words that were not heard, with their punctuation', () => {
    expect(unsaid('It was late, and the last train had gone.', ['late', 'gone'])).toEqual(['late,', 'gone.']);
  });

  it('marks a word where it was not heard, and not where it was', () => {
    const words = checksOf('the more the merrier').words.map((word, index) => ({ ...word, isSpoken: index !== 2 }));
    const marked = markWords('The more the merrier', words).flatMap(({ isUnsaid }, index) => (isUnsaid ? [index] : []));
    expect(marked).toEqual([4]);
  });

  it('marks nothing when there are no words', () => {
    expect(markWords('Read this.', []).some(({ isUnsaid }) => isUnsaid)).toBe(false);
  });
});
