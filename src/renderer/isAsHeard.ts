import { textOf } from '../contract/shownText';
import type { Take, Utterance } from '../contract/transcript';

/** Whether the text of an utterance is still what was heard there, or what was heard is not known: there is nothing to go back to. */
export function isAsHeard({ heard }: Pick<Take, 'heard'>, utterance: Utterance): boolean {
  if (heard === undefined) return true;
  const { startSeconds, endSeconds } = utterance;
  const same = heard.find((each) => each.startSeconds === startSeconds && each.endSeconds === endSeconds);
  return same !== undefined && textOf([same]) === textOf([utterance]);
}
