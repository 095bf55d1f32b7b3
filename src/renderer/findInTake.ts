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

/** A piece of a text, and whether it was found, or is of the one match that is looked at. */
export interface FoundPiece {
  readonly text: string;
  readonly mark: 'found' | 'current' | null;
}

/** A shown word with what stands before it, each cut where matches begin and end: what is marked is what would be replaced. */
export interface FoundWord {
  readonly before: readonly FoundPiece[];
  readonly pieces: readonly FoundPiece[];
}

/** @param matches those in this utterance; @param current one of all matches */
export function foundIn(utterance: Utterance, matches: readonly Match[], current: Match | null): FoundWord[] {
  const text = textOf([utterance]);
  const cut = (stretch: Stretch): FoundPiece[] => cutAt(text, stretch, matches, current);
  let end = 0;
  return wordStretches(utterance).map((word) => {
    const gap = { from: end, to: word.from };
    end = word.to;
    return { before: cut(gap), pieces: cut(word) };
  });
}

function cutAt(text: string, { from, to }: Stretch, matches: readonly Match[], current: Match | null): FoundPiece[] {
  if (from === to) return [];
  const bounds = matches.flatMap((match) => [match.from, match.to]).filter((bound) => bound > from && bound < to);
  const ends = [...new Set([...bounds, to])];
  return ends.map((end, index) => {
    const start = ends[index - 1] ?? from;
    const match = matches.find((each) => each.from <= start && each.to >= end);
    return { text: text.slice(start, end), mark: match === undefined ? null : match === current ? 'current' : 'found' };
  });
}

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
