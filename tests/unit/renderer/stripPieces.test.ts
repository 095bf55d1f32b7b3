import { describe, expect, it } from 'vitest';

import { type PieceInSight, pieceColumns, StripPieces } from '../../../src/renderer/stripPieces';

const drawn = (seen: readonly PieceInSight[]): string =>
  seen
    .filter(({ from, to }) => to > from)
    .map(({ number, from, to }) => `${number}: ${from}–${to}`)
    .join(', ');

describe('StripPieces', () => {
  it('draws of each push its own columns, and again the one before them, which fades into them', () => {
    const pieces = new StripPieces(100);
    expect(drawn(pieces.show(-60, 40, 40))).toBe('0: 0–40');
    expect(drawn(pieces.show(-56, 44, 44))).toBe('0: 39–44');
    expect(drawn(pieces.show(-56, 44, 44))).toBe('');
  });

  it('begins the next piece where one ends', () => {
    const pieces = new StripPieces(100);
    pieces.show(27, 127, 127);
    expect(drawn(pieces.show(30, 130, 130))).toBe('0: 126–128, 1: 128–130');
    expect(drawn(pieces.show(34, 134, 134))).toBe('1: 129–134');
  });

  it('draws each column of an hour about once, in pieces that are used again', () => {
    const pieces = new StripPieces(440);
    let columns = 0;
    let highestSlot = 0;
    const pushes = 60_000;
    for (let end = 5; end <= 5 * pushes; end += 5)
      for (const { from, to, slot } of pieces.show(end - 440, end, end)) {
        columns += to - from;
        highestSlot = Math.max(highestSlot, slot);
      }
    // Redrawing all that is seen, as the strip did once, is 440 for each push.
    expect(columns / pushes).toBeLessThan(6.1);
    expect(pieces.count).toBe(Math.ceil(440 / pieceColumns) + 1);
    expect(highestSlot).toBe(pieces.count - 1);
  });

  it('never takes a piece that is seen for another one', () => {
    const pieces = new StripPieces(300);
    for (let left = 0; left < 2000; left += 7) {
      const slots = pieces.show(left + 0.5, left + 300.5, left + 300).map(({ slot }) => slot);
      expect(new Set(slots).size).toBe(slots.length);
    }
  });

  it('shows the room that sound has not filled yet, and draws all of it anew when it is to forget', () => {
    const pieces = new StripPieces(256);
    expect(pieces.show(128, 384, 200).map(({ number, isNew }) => [number, isNew])).toEqual([
      [1, true],
      [2, true],
    ]);
    expect(drawn(pieces.show(128, 384, 270))).toBe('1: 199–256, 2: 256–270');
    pieces.forget();
    expect(drawn(pieces.show(128, 384, 270))).toBe('1: 128–256, 2: 256–270');
  });
});
