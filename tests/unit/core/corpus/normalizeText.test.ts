import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { english } from '../../../../src/core/alphabet';
import { normalizeText, unspelt } from '../../../../src/core/corpus/normalizeText';

describe('normalizeText', () => {
  it.each([
    ['CHAPTER ONE  MISSUS RACHEL LYNDE', 'chapter one missus rachel lynde'],
    ['“Don’t,” she said — “it’s late!”', "don't she said it's late"],
    ["The boys' café: a well-known, naïve façade…", "the boys' cafe a well known naive facade"],
    ['Mr. Smith & Dr. Straße', 'mister smith and doctor strasse'],
    ["He said 'hello there' and kept goin'.", "he said hello there and kept goin'"],
    ['What the constructor does', 'what the constructor does'],
    ['50% more', '50 percent more'],
    ['ＦＵＬＬ 𝐁𝐎𝐋𝐃 ﬁne İzmir', 'full bold fine izmir'],
    ['ŉ goed', 'n goed'],
    [' \t\n', ''],
    ['the Beatles\u00a0songs\u200bword\u00adsoft \u2060now\ufeff', 'the beatles songs wordsoft now'],
    ['?!', ''],
  ])('spells %j as %j', (written, spelt) => {
    expect(normalizeText(written)).toBe(spelt);
  });

  it('changes nothing more when it is done twice, and leaves single spaces', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const once = normalizeText(text);
        expect(normalizeText(once)).toBe(once);
        expect(once).not.toMatch(/^ | $| {2}/);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a word full of apostrophes', () => {
  it('takes no longer than its length', () => {
    const word = `a${"'".repeat(300_000)}b`;
    expect(normalizeText(`'${word}'`)).toBe(word);
  }, 30_000);
});

describe('unspelt', () => {
  it('names what the alphabet lacks, once each', () => {
    expect(unspelt(normalizeText('In 1984, да, 4'), english).join('')).toBe('1984да');
    expect(unspelt("all's well", english)).toEqual([]);
    expect(unspelt(normalizeText('caf\ufffd'), english)).toEqual(['\ufffd']);
  });
});
