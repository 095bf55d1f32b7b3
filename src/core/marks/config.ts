import type { WeightValues } from '../weightValues';
import { pauseCount, timeCount } from './timeNumbers';

/** What can stand behind a word, in the order of the network's outputs; behind them is that of the capital. */
export const marks = ['', ',', '.', '?'] as const;

/** The sizes of a network that hears marks. */
export interface MarksSizes {
  /** Words that are seen up to the one in question, with it. */
  readonly before: number;
  /** Words that are seen behind it. */
  readonly after: number;
  /** Words that the memory has read, up to the one in question. */
  readonly remembered: number;
  /** Numbers that it keeps. */
  readonly memory: number;
  /** Numbers of a word. */
  readonly width: number;
  readonly hidden: number;
  readonly upper: number;
  /** Rows for words that are not in the list, by their last letters. */
  readonly endings: number;
}

/** Words that one step of the memory looks at: its own and those before. */
export const joinedWords = 3;

/** Words of which anything is seen, up to the one in question. */
export const wordsSeen = ({ before, remembered }: Pick<MarksSizes, 'before' | 'remembered'>): number =>
  Math.max(before, remembered + joinedWords - 1);

/** Rows of the table before those of words. */
export const reservedRows = { begin: 0, beyond: 1, name: 2, endings: 3 } as const;

export const firstWordRow = ({ endings }: Pick<MarksSizes, 'endings'>): number => reservedRows.endings + endings;

/** Names and shapes of the weights for so many words in the list. */
export function marksWeightShapes(sizes: MarksSizes, words: number): Map<string, readonly number[]> {
  const { before, after, memory, width, hidden, upper } = sizes;
  const inputs = (before + after) * width + timeCount + memory;
  return new Map<string, readonly number[]>([
    ['table', [firstWordRow(sizes) + words, width]],
    ['remember.weight', [2 * memory, joinedWords * width + pauseCount]],
    ['remember.bias', [2 * memory]],
    ['first.weight', [hidden, inputs]],
    ['first.bias', [hidden]],
    ['second.weight', [upper, hidden]],
    ['second.bias', [upper]],
    ['third.weight', [marks.length + 1, upper]],
    ['third.bias', [marks.length + 1]],
  ]);
}

/** All that hears marks but the work. */
export interface MarksModel {
  readonly name: string;
  readonly sizes: MarksSizes;
  /** Those with a row of their own, in the order of the rows. */
  readonly words: readonly string[];
  /** Others that nearly always have a capital. */
  readonly names: readonly string[];
  readonly weights: ReadonlyMap<string, WeightValues>;
}
