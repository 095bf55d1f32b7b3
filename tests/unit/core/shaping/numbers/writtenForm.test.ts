import { describe, expect, it } from 'vitest';

import { numberExamples } from '../../../../support/numberExamples';
import { shown } from '../../../../support/shaping';

const examples = numberExamples();

/** What is written of "so …": the beginning of a sentence gives capitals of its own. */
const written = (said: string, numbers: 'words' | 'ten' | 'digits'): string =>
  shown(`so ${said}`, { numbers }).replace(/^So /u, '');

describe.each([...new Set(examples.map(({ group }) => group))])('%s', (group) => {
  const own = examples.filter((example) => example.group === group);

  it.each(own)('are written from ten on in digits: $said', ({ said, ten }) => {
    expect(written(said, 'ten')).toBe(ten);
  });

  it.each(own)('are written all in digits: $said', ({ said, digits }) => {
    expect(written(said, 'digits')).toBe(digits);
  });
});
