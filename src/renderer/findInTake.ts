import { shownWords, textOf } from '../contract/shownText';
import type { Utterance } from '../contract/transcript';

/** A stretch of an utterance's text: characters `from` … `to` − 1. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** What was found, within one utterance. */
export interface Match extends Stretch {
  readonly utterance: number;
}

/** Where each shown word stands in the text of its utterance. */
export function wordStretches(utterance: Utterance): Stretch[] {
  let end = 0;
  return shownWords(utterance).map(({ text }, index) => {
    const before = index === 0 ? '' : (utterance.shaped?.words[index]?.before ?? ' ');
    const from = end + before.length;
    end = from + text.length;
    return { from, to: end };
  });
}

/** All that a pattern finds, in order. @param pattern with the flag g, and not one that finds nothing at all */
export const matchesIn = (utterances: readonly Utterance[], pattern: RegExp): Match[] =>
  utterances.flatMap((each, utterance) =>
    [...textOf([each]).matchAll(pattern)].map(({ index, 0: found }) => ({
      utterance,
      from: index,
      to: index + found.length,
    })),
  );

/** The words that a match touches. */
export const wordsIn = (utterance: Utterance, { from, to }: Stretch): number[] =>
  wordStretches(utterance).flatMap((word, index) => (word.from < to && word.to > from ? [index] : []));

/** The text of the utterance with something else in place of the match. */
export function replaced(utterance: Utterance, { from, to }: Stretch, replacement: string): string {
  const text = textOf([utterance]);
  return text.slice(0, from) + replacement + text.slice(to);
}

/** The word that a new utterance begins with where a text is split at the caret; a word that the caret is in goes there whole. */
export function wordAtCaret(text: string, caret: number): number {
  const before = text.slice(0, caret).match(/\S+/gu)?.length ?? 0;
  const isInside = /\S$/u.test(text.slice(0, caret)) && /^\S/u.test(text.slice(caret));
  return isInside ? before - 1 : before;
}
