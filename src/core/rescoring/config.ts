import type { WeightValues } from '../weightValues';

/** The sizes of a network that rescores texts. d = width. */
export interface RescoringSizes {
  /** d, numbers of a piece. */
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
  /** Units between the two products of a layer's feed-forward half. */
  readonly hidden: number;
}

/** The piece that stands before the first word and behind the last. */
export const sentenceEnd = 0;

/** Names and shapes of the weights for so many pieces, the end of a sentence among them; matrices are [out, in]. */
export function rescoringShapes(
  { width, layers, hidden }: RescoringSizes,
  pieces: number,
): ReadonlyMap<string, readonly number[]> {
  const layer = (name: string): [string, readonly number[]][] => [
    [`${name}.attention_norm`, [width]],
    [`${name}.query_key_value`, [3 * width, width]],
    [`${name}.output`, [width, width]],
    [`${name}.feed_norm`, [width]],
    [`${name}.widen`, [hidden, width]],
    [`${name}.narrow`, [width, hidden]],
  ];
  return new Map([
    ['table', [pieces, width]],
    ['bias', [pieces]],
    ['table_norm', [width]],
    ...Array.from({ length: layers }, (_, index) => layer(`layers.${index}`)).flat(),
    ['norm', [width]],
  ]);
}

/** All that rescores texts but the work. */
export interface RescoringModel {
  readonly name: string;
  readonly sizes: RescoringSizes;
  /** Of which words are put together, in the order of the table's rows from 1 on; those that begin a word have a space before them. */
  readonly pieces: readonly string[];
  readonly weights: ReadonlyMap<string, WeightValues>;
}
