/** So many columns are in a piece. */
export const pieceColumns = 128;

/** A piece that is seen, and what of it is to be drawn anew. */
export interface PieceInSight {
  /** Of the pieces that are there, the one that shows it. */
  readonly slot: number;
  /** Counted from the take's beginning. */
  readonly number: number;
  /** It showed other columns before. */
  readonly isNew: boolean;
  /** Columns of the take. */
  readonly from: number;
  /** Behind the last of them; `from` where nothing is to be drawn. */
  readonly to: number;
}

/** A long strip, of which the end grows, in a few pieces side by side: what stands in them is drawn once, and they are moved. */
export class StripPieces {
  readonly #slots: { number: number; drawnTo: number }[];

  /** @param columns that are seen at once */
  constructor(columns: number) {
    this.#slots = Array.from({ length: Math.ceil(columns / pieceColumns) + 1 }, () => ({ number: -1, drawnTo: 0 }));
  }

  get count(): number {
    return this.#slots.length;
  }

  /** Nothing is drawn. */
  forget(): void {
    for (const slot of this.#slots) slot.number = -1;
  }

  /**
   * What is seen of the strip, taking it for drawn from then on.
   * @param left the first column that is seen  @param right behind the last  @param end behind the last that is there
   */
  show(left: number, right: number, end: number): PieceInSight[] {
    const seen: PieceInSight[] = [];
    for (let number = Math.max(0, Math.floor(left / pieceColumns)); number * pieceColumns < right; number += 1)
      seen.push(this.#showPiece(number, end));
    return seen;
  }

  #showPiece(number: number, end: number): PieceInSight {
    const slot = number % this.#slots.length;
    const start = number * pieceColumns;
    const held = this.#slots[slot];
    const isNew = held?.number !== number;
    const drawnTo = isNew ? start : held.drawnTo;
    // A column fades into the next one: the last that was drawn is drawn again when that is there.
    const known = Math.min(end, start + pieceColumns + 1);
    this.#slots[slot] = { number, drawnTo: Math.max(drawnTo, known) };
    const from = Math.max(start, drawnTo - 1);
    return { slot, number, isNew, from, to: known > drawnTo ? Math.min(known, start + pieceColumns) : from };
  }
}
