import { shownWords } from '../contract/shownText';
import type { Utterance, Word } from '../contract/transcript';
import type { WordPosition } from './transcriptPosition';

/** Words below it are marked, and wait in the review queue. */
const uncertainBelow = 0.5;

export const isUncertain = ({ confidence }: Pick<Word, 'confidence'>): boolean => confidence < uncertainBelow;

/** Where the words stand of which the recognizer was not sure and that nobody has written or confirmed, in order. */
export const uncertainWords = (utterances: readonly Utterance[]): WordPosition[] =>
  utterances.flatMap((each, utterance) =>
    shownWords(each).flatMap((shown, word) => (isUncertain(shown) ? [{ utterance, word }] : [])),
  );

/** Where in such a list the first word is that begins at a time or later; the first of all where none does. */
export function firstFrom(words: readonly WordPosition[], utterances: readonly Utterance[], seconds: number): number {
  const found = words.findIndex(({ utterance, word }) => {
    const each = utterances[utterance];
    return each !== undefined && (shownWords(each)[word]?.startSeconds ?? 0) >= seconds;
  });
  return Math.max(0, found);
}
