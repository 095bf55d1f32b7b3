import { describe, expect, it } from 'vitest';

import { shown } from '../../../support/shaping';

/** What is written of "so …". */
const digits = (text: string): string => shown(`so ${text}`, { digits: true }).replace(/^So /u, '');

describe('numbers in digits', () => {
  it.each([
    ['twenty three', '23'],
    ['one hundred and five', '105'],
    ['two thousand and six people', '2006 people'],
    ['three million four hundred thousand', '3400000'],
    ['nineteen hundred', '1900'],
    ['nineteen eighty four', '1984'],
    ['twenty twenty six', '2026'],
    ['nine two eight', '928'],
    ['three point one four', '3.14'],
    ['twenty point five percent sign', '20.5%'],
    ['the twenty third of may', 'the 23rd of may'],
    ['ten of twelve', '10 of 12'],
  ])('are written for "%s"', (said, written) => {
    expect(digits(said)).toBe(written);
  });

  it.each([
    ['one of them'],
    ['and then at this point'],
    ['a hundred or so'],
    ['five and six'],
    ['third or fourth'],
    ['one second'],
  ])('are not written for "%s"', (said) => {
    expect(digits(said)).toBe(said);
  });

  it('keep what stands between two of them', () => {
    expect(digits('twenty and thirty and so on')).toBe('20 and 30 and so on');
    expect(digits('two thousand and')).toBe('2000 and');
  });

  it('are a choice', () => {
    expect(shown('twenty three')).toBe('Twenty three');
  });
});
