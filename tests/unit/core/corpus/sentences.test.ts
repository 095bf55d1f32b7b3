import { describe, expect, it } from 'vitest';

import { english } from '../../../../src/core/alphabet';
import { sentencesOf } from '../../../../src/core/corpus/sentences';

const sentences = (text: string): string[] => sentencesOf(text, english);

describe('sentencesOf', () => {
  it('cuts where sentences end, not where lines do', () => {
    expect(sentences('The pump runs\nwell. “Does it?” Yes!')).toEqual(['the pump runs well', 'does it', 'yes']);
  });

  it('cuts behind no title', () => {
    expect(sentences('Mr. Darcy saw Dr. Grey. Mrs. Long did not.')).toEqual([
      'mister darcy saw doctor grey',
      'missus long did not',
    ]);
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

  it('cuts at the marks that texts for language models have', () => {
    expect(sentences('<s> the pump runs </s> <s>it <unk> well</s>')).toEqual(['the pump runs', 'it', 'well']);
  });

  it('takes no longer than its length over a run of quotation marks', () => {
    expect(sentences(`one${'"'.repeat(300_000)} two`)).toEqual(['one two']);
    expect(sentences(`one.${'"'.repeat(300_000)} two`)).toEqual(['one', 'two']);
  }, 30_000);

  it('finds nothing in an empty text', () => {
    expect(sentences(' \n\n ')).toEqual([]);
  });
});
