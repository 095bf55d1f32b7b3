import { expect, it } from 'vitest';

import { annotationsOf } from '../../../../src/core/corpus/annotations';

it.each([
  ['<noise> hello [laughter] (uh)', ['<noise>', '[laughter]']],
  ['{breath} go ++rustle++ on', ['{breath}', '++rustle++']],
  ['a < b and c > d, C++ and C++', []],
  ['(he laughs) Go on.', []],
])('finds what is marked in %j', (text, annotations) => {
  expect(annotationsOf(text)).toEqual(annotations);
});
