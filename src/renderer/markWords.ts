import type { AlignedWord } from '../contract/voice';

interface MarkedPart {
  readonly text: string;
  /** It was not heard as it stands. */
  readonly isUnsaid: boolean;
}

/**
 * Splits a sentence as it was shown into words and what is between them, and marks the words that were not heard. Spelt words and
 * shown ones are matched in their order, letters alone; where they do not match, nothing is marked.
 */
export function markWords(sentence: string, words: readonly AlignedWord[]): MarkedPart[] {
  const pieces = sentence.split(/(\s+)/u).filter((piece) => piece !== '');
  let next = 0;
  return pieces.map((text) => {
    const word = words[next];
    if (word === undefined || lettersOf(text) !== lettersOf(word.text)) return { text, isUnsaid: false };
    next += 1;
    return { text, isUnsaid: !word.isSpoken };
  });
}

const lettersOf = (text: string): string => text.toLowerCase().replace(/[^a-z]/gu, '');
