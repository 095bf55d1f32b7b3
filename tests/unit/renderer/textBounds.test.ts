import { describe, expect, it } from 'vitest';

import { readTags, whyLineTooLong } from '../../../src/renderer/textBounds';

describe('readTags', () => {
  it('reads tags between commas, with a sign before them or without', () => {
    expect(readTags(' #garden,, letters to be sent ,')).toEqual({
      tags: ['garden', 'letters to be sent'],
      left: '',
      refusal: null,
    });
  });

  it('cuts none: a long one stays in the field, and why', () => {
    const [most, more] = ['m'.repeat(50), 'the seeds '.repeat(6).trim()];
    expect(readTags(`${most}, #${more}`)).toEqual({
      tags: [most],
      left: more,
      refusal: 'A tag has 50 letters at most; “the seeds the se…” has 59.',
    });
  });

  it('takes many short ones at once', () => {
    const tags = Array.from({ length: 20 }, (_, index) => `tag ${index}`);
    expect(readTags(tags.join(', ')).tags).toEqual(tags);
  });
});

describe('whyLineTooLong', () => {
  it('counts the letters that are kept', () => {
    expect(whyLineTooLong(`${'m'.repeat(10_000)}  `)).toBeNull();
    expect(whyLineTooLong('m'.repeat(12_345))).toBe(
      'A line has 10,000 letters at most, and this one has 12,345. Move the end of it to another line, or shorten it, and it can be kept.',
    );
  });
});
