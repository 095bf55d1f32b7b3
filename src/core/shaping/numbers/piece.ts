import type { NumberStyle } from '../../../contract/shaping';
import type { WordReach } from './wordReach';

/** A text without spaces, and of how many words it is made. */
export interface Piece {
  readonly text: string;
  readonly length: number;
}

/** How the words from the place on are written, at least one; null where the rule does not speak of them. */
export type Rule = (reach: WordReach, style: NumberStyle) => readonly Piece[] | null;

export const lengthOf = (pieces: readonly Piece[]): number => pieces.reduce((sum, { length }) => sum + length, 0);

/** So many words as they were said. */
export const asSaid = (reach: WordReach, length: number): Piece[] =>
  Array.from({ length }, (_, offset) => ({ text: reach.at(offset), length: 1 }));
