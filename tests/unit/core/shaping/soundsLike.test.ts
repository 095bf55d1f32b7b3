import { describe, expect, it } from 'vitest';

import { defaultShaping } from '../../../../src/contract/defaultShaping';
import { textOf } from '../../../../src/contract/shownText';
import { readTerm, spokenTerms } from '../../../../src/contract/vocabularyTerm';
import { shapeAll } from '../../../../src/core/shaping/shape';
import { utterancesOf } from '../../../support/shaping';

describe('a term with how it sounds', () => {
  it('is listened for as it sounds, and written as it is written', () => {
    const vocabulary = ['Kowalczyk = koval chick = koval chyk', 'Memphis'];
    expect(spokenTerms(vocabulary)).toEqual(['koval chick', 'koval chyk', 'Memphis']);
    const shaped = shapeAll({ ...defaultShaping, vocabulary }, utterancesOf('ask koval chick in memphis'));
    expect(textOf(shaped)).toBe('Ask Kowalczyk in Memphis');
  });

  it.each([
    ['Memphis', 'Memphis', ['Memphis']],
    ['R2D2=are two dee two', 'R2D2', ['are two dee two']],
    ['Memphis =', 'Memphis', ['Memphis']],
  ])('reads "%s"', (entry, written, spoken) => {
    expect(readTerm(entry)).toEqual({ written, spoken });
  });
});
