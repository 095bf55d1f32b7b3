import { describe, expect, it } from 'vitest';

import { unlistedParts } from '../../../src/contract/unlistedWords';

/** "so [thehamwas] here" : the word in brackets is one of its own. */
const marked = (text: string, unlisted?: readonly string[]): string =>
  unlistedParts(text, unlisted)
    .map((part) => (part.isUnlisted ? `[${part.text}]` : part.text))
    .join('');

describe('unlistedParts', () => {
  it('finds whole words, however they are written', () => {
    expect(marked('Thehamwas, so thehamwas.com. THEHAMWAS', ['thehamwas'])).toBe(
      '[Thehamwas], so [thehamwas].com. [THEHAMWAS]',
    );
    expect(marked("the hamwas's hamwasn't", ['hamwas', "hamwasn't"])).toBe("the hamwas's [hamwasn't]");
  });

  it('leaves a text whole in which the lexicon has every word', () => {
    for (const unlisted of [undefined, [], ['thehamwas']])
      expect(unlistedParts('the ham was', unlisted)).toEqual([{ text: 'the ham was', isUnlisted: false }]);
    expect(unlistedParts('', ['thehamwas'])).toEqual([]);
  });
});
