import { shownWords } from '../../contract/shownText';
import type { Shaped, Take, Utterance, Word } from '../../contract/transcript';
import { saySame, spaced } from './spaced';

/**
 * The take with a changed text, and what was heard beside it. Of a take that was corrected before what was heard was kept, it stays
 * unknown.
 */
export function changedText(take: Take, utterances: readonly Utterance[]): Take {
  const heard = take.heard ?? (take.corrected ? undefined : take.utterances);
  return { ...take, utterances: spaced(utterances), corrected: true, ...(heard !== undefined && { heard }) };
}

/** The take as it was heard; null where that is not known. */
export function asHeard(take: Take): Take | null {
  const { heard, ...rest } = take;
  if (heard === undefined) return take.corrected ? null : take;
  return { ...rest, utterances: heard, corrected: false };
}

/** The take with one utterance as it was heard, or as much of what was heard as lies within it; null where that is not known. */
export function utteranceAsHeard(take: Take, index: number): Take | null {
  const { heard, utterances } = take;
  const utterance = utterances[index];
  if (heard === undefined || utterance === undefined) return null;
  const next = utterances.with(index, heardWithin(heard, utterance));
  return saySame(next, heard) ? asHeard(take) : { ...take, utterances: spaced(next) };
}

/**
 * What a new text of an utterance is set against, so that its words get the times of those that were heard: of one whose words were all
 * taken out, what was heard there.
 */
export function utteranceToCorrect({ heard }: Take, utterance: Utterance): Utterance {
  return heard === undefined || shownWords(utterance).length > 0 ? utterance : heardWithin(heard, utterance);
}

/** After splitting and merging, an utterance may be a part of one that was heard, or several. */
function heardWithin(heard: readonly Utterance[], { startSeconds, endSeconds }: Utterance): Utterance {
  const same = heard.find((each) => each.startSeconds === startSeconds && each.endSeconds === endSeconds);
  if (same !== undefined) return same;
  const isWithin = (word: Word): boolean => {
    const middle = (word.startSeconds + word.endSeconds) / 2;
    return middle >= startSeconds && middle < endSeconds;
  };
  const words = heard.flatMap((each) => each.words.filter(isWithin));
  const part = { startSeconds, endSeconds, words };
  if (heard.every(({ shaped }) => shaped === undefined)) return part;
  return { ...part, shaped: { words: heard.flatMap((each) => shapedOf(each).words.filter(isWithin)), after: '' } };
}

/** One that was not shaped is text as it was heard. */
export const shapedOf = ({ words, shaped }: Utterance): Shaped =>
  shaped ?? { words: words.map((word) => ({ ...word, before: ' ' })), after: '' };
