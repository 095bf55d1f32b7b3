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
    ['the one hundred first time', 'the 101st time'],
    ['two thousand third', '2003rd'],
    ['ten twenty thirty', '10 20 30'],
    ['fifteen sixteen seventeen eighteen', '15 16 17 18'],
    ['thirty twenty ten', '30 20 10'],
    ['ten twenty thirty thousand', '10 20 30000'],
    ['ten twenty thirty point five', '10 20 30.5'],
    ['december twenty five nineteen eighty four', 'December 25 1984'],
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
    ['zero first'],
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
