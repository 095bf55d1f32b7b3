import { describe, expect, it } from 'vitest';

import { defaultExport } from '../../../../src/contract/defaultExport';
import { defaultShaping } from '../../../../src/contract/defaultShaping';
import { shapeAll } from '../../../../src/core/shaping/shape';
import { toCaptions } from '../../../../src/core/transcript/captions';
import { heardUtterancesOf } from '../../../support/shaping';

const rules = { ...defaultExport.captions, lineCharacters: 24, longestMilliseconds: 30_000 };
const linesOf = (notation: string): (readonly string[])[] =>
  toCaptions(shapeAll(defaultShaping, heardUtterancesOf(notation)), rules).map(({ lines }) => lines);

describe('captions of sentences', () => {
  it('break a line at a mark where both lines fit, at the end of a sentence before a comma', () => {
    expect(linesOf('it is late. we go home by bus')).toEqual([['It is late.', 'We go home by bus']]);
    expect(linesOf('late, as ever. we go home, we said')).toEqual([['Late, as ever.', 'We go home, we said']]);
    expect(linesOf('we go home by bus and then by train')).toEqual([['We go home by bus', 'and then by train']]);
  });

  it('end at a mark where the next words do not fit any more', () => {
    expect(linesOf('we went home by the old road again. it was late and the moon had gone')).toEqual([
      ['We went home by', 'the old road again.'],
      ['It was late and', 'the moon had gone'],
    ]);
  });
});
