import { firstWordRow, type MarksModel, reservedRows } from './config';

/** Letters of an ending. */
const endingLetters = 3;

/** The row of the table that stands for a word. */
export class WordRows {
  readonly #rows = new Map<string, number>();
  readonly #endings: number;

  constructor({ sizes, words, names }: Pick<MarksModel, 'sizes' | 'words' | 'names'>) {
    this.#endings = sizes.endings;
    for (const name of names) this.#rows.set(name, reservedRows.name);
    for (const [index, word] of words.entries()) this.#rows.set(word, firstWordRow(sizes) + index);
  }

  /** @param word as the recognizer spells it */
  rowOf(word: string): number {
    return this.#rows.get(word) ?? reservedRows.endings + (fnv(word.slice(-endingLetters)) % this.#endings);
  }
}

/** FNV-1a, 32 bits (Fowler, Noll, Vo), of a text of ASCII. */
export function fnv(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return value;
}
