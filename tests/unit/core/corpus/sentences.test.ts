import { describe, expect, it } from 'vitest';

import { english } from '../../../../src/core/alphabet';
import { sentencesOf } from '../../../../src/core/corpus/sentences';

const sentences = (text: string): string[] => sentencesOf(text, english);

describe('sentencesOf', () => {
  it('cuts where sentences end, not where lines do', () => {
    expect(sentences('The pump runs\nwell. “Does it?” Yes!')).toEqual(['the pump runs well', 'does it', 'yes']);
  });

  it('cuts at empty lines, headings and lists', () => {
    expect(sentences('# The Axle\n\nGrease it\n- daily\n- with care')).toEqual([
      'the axle',
      'grease it',
      'daily',
      'with care',
    ]);
  });

  it('cuts around what cannot be spelt', () => {
    expect(sentences('It has 14 teeth')).toEqual(['it has', 'teeth']);
  });

  it('finds nothing in an empty text', () => {
    expect(sentences(' \n\n ')).toEqual([]);
  });
});
