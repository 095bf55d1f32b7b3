import { shownWords } from '../contract/shownText';
import type { Utterance } from '../contract/transcript';

/** Place of a word in a take. */
export interface WordPosition {
  readonly utterance: number;
  readonly word: number;
}

/**
 * The word that is heard at a time: the last one that has begun, until the next begins or `tailSeconds` after its end,
 * so that the light does not flicker in the gaps between words. Null in a pause and before the first word.
 */
export function wordAt(utterances: readonly Utterance[], seconds: number, tailSeconds = 0.4): WordPosition | null {
  const utterance = utterances.findLastIndex((each) => (shownWords(each)[0]?.startSeconds ?? Infinity) <= seconds);
  const found = utterances[utterance];
  if (found === undefined) return null;
  const words = shownWords(found);
  const word = words.findLastIndex((each) => each.startSeconds <= seconds);
  const isOver = (words[word]?.endSeconds ?? -Infinity) + tailSeconds < seconds;
  return isOver ? null : { utterance, word };
}

/** The words of a text, without the spaces between them. */
export const wordsOf = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');
