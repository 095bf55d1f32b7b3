import { describe, expect, it } from 'vitest';

import { proseLines } from '../../../src/contract/vocabularyProse';

const prose = (text: string): number[] => [...proseLines(text.split('\n'))].sort((one, other) => one - other);

describe('proseLines', () => {
  it('finds lines that are longer than a term, and sentences', () => {
    expect(prose('Ada\nwe went to the harbour and looked for the boats\nMemphis')).toEqual([1]);
    expect(prose('Ada\nWe went to the sea.\nMemphis\nPort Haven')).toEqual([1]);
    expect(prose('Ada\n“Is it raining? The seeds need it\nMemphis\nPort Haven')).toEqual([1]);
  });

  it('finds text that was broken into short lines, as it stands together', () => {
    expect(
      prose(
        'Ada\nMemphis\n\nI went to the woods because\nI wished to live deliberately,\nto front only the essential\nfacts of life. And see\n\nPort Haven',
      ),
    ).toEqual([3, 4, 5, 6]);
  });

  it('takes names, titles and abbreviations for what they are', () => {
    const list = [
      'Royal Society for the Protection of Birds',
      'Warner Bros. Entertainment Inc.',
      'The Gardens of St. Mary',
      'The Right Hon. Mrs. Justice Smith',
      'Who Is Afraid of Virginia Woolf?',
      'et al.',
      'J. R. R. Tolkien',
      'Kowalczyk = koval chick. And so it is said here',
      'Yahoo!',
      'approx. four',
    ];
    expect(prose(list.join('\n'))).toEqual([]);
    expect(list.flatMap((line) => prose(line))).toEqual([]);
  });
});
