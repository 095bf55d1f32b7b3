import { shownWords, textOf } from '../contract/shownText';
import type { Take, Utterance, Word } from '../contract/transcript';
import { wordsOf } from './transcriptPosition';

/** Whether the text of an utterance is still what was heard there, or what was heard is not known: there is nothing to go back to. */
export function isAsHeard({ heard }: Pick<Take, 'heard'>, utterance: Utterance): boolean {
  if (heard === undefined) return true;
  const { startSeconds, endSeconds } = utterance;
  const same = heard.find((each) => each.startSeconds === startSeconds && each.endSeconds === endSeconds);
  return same !== undefined && textOf([same]) === textOf([utterance]);
}

/** Whether the user has taken all that was heard in an utterance out of the text; never where what was heard is not known. */
export function isEmptied({ heard = [] }: Pick<Take, 'heard'>, utterance: Utterance): boolean {
  const { startSeconds, endSeconds } = utterance;
  const isWithin = (word: Word): boolean => word.startSeconds >= startSeconds && word.startSeconds < endSeconds;
  return shownWords(utterance).length === 0 && heard.some((each) => shownWords(each).some(isWithin));
}

/** Whether the user changed words of a take. Lines that were split or joined, and words that were confirmed, say the same as before. */
export const isReworded = ({
  heard,
  corrected,
  utterances,
}: Pick<Take, 'heard' | 'corrected' | 'utterances'>): boolean =>
  corrected && (heard === undefined || wordsOf(textOf(heard)).join(' ') !== wordsOf(textOf(utterances)).join(' '));
