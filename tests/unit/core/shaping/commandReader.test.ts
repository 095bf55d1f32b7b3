import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { defaultShaping } from '../../../../src/contract/defaultShaping';
import { numberStyles } from '../../../../src/contract/shaping';
import type { WordMark } from '../../../../src/contract/transcript';
import { CommandReader, type Token } from '../../../../src/core/shaping/commandReader';

const vocabulary =
  'hello the a new line next paragraph full stop period of dash it cap and all caps literal scratch that twenty three point ' +
  'five hundred thousand nineteen eighty first dot open quote stop dictation port haven';
const inNumbers =
  'a i o oh u s b double plus minus one two ten twelve twenty ninety hundred thousand million hundreds nineties second third tenth ' +
  'half quarter past to or in out m p percent degrees celsius dollars pounds pence at anna dot com underscore march may december ' +
  'page number people';
const words = fc.oneof(
  fc.array(fc.constantFrom(...vocabulary.split(' ')), { maxLength: 24 }),
  fc.array(fc.constantFrom(...vocabulary.split(' '), ...inNumbers.split(' ')), { maxLength: 24 }),
);
const rules = fc
  .constantFrom(...numberStyles)
  .map((numbers) => ({ ...defaultShaping, numbers, vocabulary: ['Port Haven', 'Haven', 'Twenty Three'] }));

const marks = fc.array(
  fc.constantFrom<'' | ',' | '.' | '?'>('', '', '', ',', '.', '?').map((mark): WordMark => ({ mark })),
  {
    minLength: 24,
    maxLength: 24,
  },
);

const read = (
  reader: CommandReader,
  pieces: readonly (readonly string[])[],
  heard: readonly (readonly WordMark[])[] = [],
): Token[] => [...pieces.flatMap((piece, index) => reader.push(piece, heard[index])), ...reader.finish()];

describe('CommandReader', () => {
  it('gives the same tokens however the words are cut into pushes', () => {
    fc.assert(
      fc.property(words, marks, fc.array(fc.nat(24)), rules, (said, heard, cuts, shaping) => {
        const reader = new CommandReader(shaping);
        const places = [0, ...cuts.filter((cut) => cut < said.length).sort((a, b) => a - b), said.length];
        const cut = <Item>(items: readonly Item[]): Item[][] =>
          places.slice(1).map((end, index) => items.slice(places[index], end));
        expect(read(reader, cut(said), cut(heard))).toEqual(read(reader, [said], [heard]));
      }),
    );
  });

  it('makes each word part of exactly one token, in order', () => {
    fc.assert(
      fc.property(words, rules, (said, shaping) => {
        const tokens = read(new CommandReader(shaping), [said]);
        const covered = tokens.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, index) => from + index));
        expect(covered).toEqual(said.map((_, index) => index));
      }),
    );
  });

  it('waits for as long as the next word may matter, and no longer', () => {
    const decided = (said: string): number[] => {
      const reader = new CommandReader(defaultShaping);
      return said.split(' ').map((word) => reader.push([word]).length);
    };
    expect(decided('so new shoes dash yes twenty three and comma')).toEqual([1, 0, 2, 0, 2, 0, 0, 0, 3]);
    expect(decided('the cat sat at home')).toEqual([0, 2, 1, 0, 2]);
    expect(decided('five dollars and twenty cents please')).toEqual([0, 0, 0, 0, 1, 1]);
    expect(decided('march on the third of the month')).toEqual([0, 2, 0, 0, 0, 3, 2]);
  });

  it('lets no number reach over a mark that was heard', () => {
    fc.assert(
      fc.property(words, marks, rules, (said, heard, shaping) => {
        const isNumber = (token: Token): boolean => token.kind === 'write' && /\d/u.test(token.text);
        for (const token of read(new CommandReader({ ...shaping, commands: [], vocabulary: [] }), [said], [heard]))
          if (isNumber(token) && !/[@.]/u.test('text' in token ? token.text : ''))
            expect(heard.slice(token.from, token.to - 1).every(({ mark }) => mark === '')).toBe(true);
      }),
    );
  });

  it('lets no number reach over a command or a term of the vocabulary', () => {
    const texts = (said: string): string[] =>
      read(new CommandReader({ ...defaultShaping, vocabulary: ['Ten Hundred'] }), [said.split(' ')]).map((token) =>
        'text' in token ? token.text : token.kind,
      );
    expect(texts('twenty comma three')).toEqual(['20', ',', 'three']);
    expect(texts('five percent sign')).toEqual(['5', '%']);
    expect(texts('two ten hundred')).toEqual(['two', 'Ten', 'Hundred']);
    expect(texts('new line one')).toEqual(['\n', 'one']);
  });
});
