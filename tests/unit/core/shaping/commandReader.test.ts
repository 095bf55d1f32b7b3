import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { defaultShaping } from '../../../../src/contract/defaultShaping';
import { CommandReader, type Token } from '../../../../src/core/shaping/commandReader';

const vocabulary =
  'hello the a new line next paragraph full stop period of dash it cap and all caps literal scratch that twenty three point ' +
  'five hundred thousand nineteen eighty first dot open quote stop dictation port haven';
const words = fc.array(fc.constantFrom(...vocabulary.split(' ')), { maxLength: 24 });

const read = (reader: CommandReader, pieces: readonly (readonly string[])[]): Token[] => [
  ...pieces.flatMap((piece) => reader.push(piece)),
  ...reader.finish(),
];

describe('CommandReader', () => {
  it('gives the same tokens however the words are cut into pushes', () => {
    fc.assert(
      fc.property(words, fc.array(fc.nat(24)), fc.boolean(), (said, cuts, digits) => {
        const reader = new CommandReader({ ...defaultShaping, digits, vocabulary: ['Port Haven', 'Haven'] });
        const places = [0, ...cuts.filter((cut) => cut < said.length).sort((a, b) => a - b), said.length];
        const pieces = places.slice(1).map((end, index) => said.slice(places[index], end));
        expect(read(reader, pieces)).toEqual(read(reader, [said]));
      }),
    );
  });

  it('makes each word part of exactly one token, in order', () => {
    fc.assert(
      fc.property(words, fc.boolean(), (said, digits) => {
        const tokens = read(new CommandReader({ ...defaultShaping, digits, vocabulary: ['Port Haven', 'Haven'] }), [
          said,
        ]);
        const covered = tokens.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, index) => from + index));
        expect(covered).toEqual(said.map((_, index) => index));
      }),
    );
  });

  it('waits for as long as the next word may matter, and no longer', () => {
    const reader = new CommandReader({ ...defaultShaping, digits: true });
    const decided = (word: string): number => reader.push([word]).length;
    expect(['so', 'new', 'shoes', 'dash', 'yes', 'twenty', 'three', 'and', 'comma'].map(decided)).toEqual([
      1, 0, 2, 0, 2, 0, 0, 0, 3,
    ]);
  });
});
