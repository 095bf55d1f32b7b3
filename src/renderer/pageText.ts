import type { Partial } from '../contract/ipc';
import { shownWords, textOf } from '../contract/shownText';
import type { Utterance } from '../contract/transcript';
import { unlistedParts } from '../contract/unlistedWords';
import { isUncertain } from './uncertainWords';

/** A paragraph of the page, from what stays to what may change with the next word. */
export interface Paragraph {
  /** Of utterances that are over. */
  readonly settled: string;
  /** Heard so far in the utterance in progress: it stands as it is until the utterance ends, and may then be put right. */
  readonly heard: string;
  readonly unfinished: string;
}

const paragraphBreak = '\n\n';

export const blank: Paragraph = { settled: '', heard: '', unfinished: '' };
const kinds = ['settled', 'heard', 'unfinished'] as const;

/** The text of the utterances that are over. */
export const settledText = (utterances: readonly Utterance[]): string => textOf(utterances, paragraphBreak);

/** The page: shaped text in the paragraphs that were asked for, text as it was heard in one for each utterance. The last may be empty. */
export function paragraphsOf(utterances: readonly Utterance[], partial: Partial): Paragraph[] {
  const parts = partsOf(utterances, partial);
  let last = blank;
  const before: Paragraph[] = [];
  for (const kind of kinds) {
    const [first = '', ...others] = parts[kind].split(paragraphBreak);
    last = { ...last, [kind]: first };
    for (const text of others) {
      before.push(last);
      last = { ...blank, [kind]: text };
    }
  }
  return [...before.filter((paragraph) => kinds.some((kind) => paragraph[kind] !== '')), last];
}

/** Settled or heard text in pieces, in its order. */
export interface Piece {
  readonly text: string;
  /** The recognizer was not sure of it. */
  readonly isUncertain: boolean;
}

/** The settled text of each paragraph in pieces, as long as those of `paragraphsOf`: what is certain is one piece as far as it goes. */
export function settledPieces(utterances: readonly Utterance[], paragraphs: readonly Paragraph[]): Piece[][] {
  const text = settledText(utterances);
  const marks = uncertainStretches(utterances, text);
  let start = 0;
  return paragraphs.map(({ settled }) => {
    const words = settled.trim();
    const found = words === '' ? start : Math.max(start, text.indexOf(words, start));
    start = found + words.length;
    return piecesOf(settled, found - settled.indexOf(words), marks);
  });
}

/** What was heard so far in pieces: letters that are no word may have run together. */
export const heardPieces = (heard: string, { unlisted }: Partial): Piece[] =>
  unlistedParts(heard, unlisted).map(({ text, isUnlisted }) => ({ text, isUncertain: isUnlisted }));

/**
 * Gives the pieces with those that have not changed as they were before, so that nothing is drawn for them, and the others with a text of their own:
 * V8 keeps with a text that was cut from another the whole of that, and the page would hold all that it was, sentence by sentence.
 */
export function pieceKeeper(): (now: readonly Piece[][]) => readonly Piece[][] {
  let before: readonly Piece[][] = [];
  return (now) => {
    before = now.map((paragraph, index) => paragraph.map((piece, place) => keepPiece(before[index]?.[place], piece)));
    return before;
  };
}

function keepPiece(old: Piece | undefined, piece: Piece): Piece {
  const isSame = old?.text === piece.text && old.isUncertain === piece.isUncertain;
  return isSame ? old : { ...piece, text: Array.from(piece.text).join('') };
}

type Stretch = readonly [from: number, to: number];

function piecesOf(text: string, offset: number, marks: readonly Stretch[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const [from, to] of marks.map(([first, last]) => [first - offset, last - offset] as const)) {
    if (from < at || to > text.length) continue;
    if (from > at) pieces.push({ text: text.slice(at, from), isUncertain: false });
    pieces.push({ text: text.slice(from, to), isUncertain: true });
    at = to;
  }
  return at < text.length ? [...pieces, { text: text.slice(at), isUncertain: false }] : pieces;
}

/** Where in the whole text the uncertain words stand. */
function uncertainStretches(utterances: readonly Utterance[], text: string): Stretch[] {
  let at = 0;
  return utterances.flatMap(shownWords).flatMap((word): Stretch[] => {
    const from = text.indexOf(word.text, at);
    if (from < 0) return [];
    at = from + word.text.length;
    return isUncertain(word) ? [[from, at]] : [];
  });
}

/** All of it as one text, to be taken elsewhere. */
export function pageText(utterances: readonly Utterance[], partial: Partial): string {
  const { settled, heard, unfinished } = partsOf(utterances, partial);
  return (settled + heard + unfinished).trim();
}

function partsOf(utterances: readonly Utterance[], partial: Partial): Paragraph {
  const settled = settledText(utterances);
  const { shaped } = partial;
  const { committed, unfinished } = shaped ?? partial;
  if (committed === '' && unfinished === '') return { ...blank, settled: settled + trailingBreak(utterances) };
  if (shaped !== undefined) return { settled, heard: committed, unfinished };
  const lead = settled === '' ? '' : settled + paragraphBreak;
  return { settled: lead, heard: committed === '' ? '' : `${committed} `, unfinished };
}

/** So that the caret stands on the new line before the first word of it. */
const trailingBreak = (utterances: readonly Utterance[]): string =>
  utterances.some(({ words }) => words.length > 0) ? (utterances.at(-1)?.shaped?.after ?? '') : '';
