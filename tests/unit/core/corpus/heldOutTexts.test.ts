import { describe, expect, it } from 'vitest';

import { HeldOutTexts } from '../../../../src/core/corpus/heldOutTexts';

const said = 'a common theme is power and the lack of it';

describe('HeldOutTexts', () => {
  const heldOut = new HeldOutTexts([said, 'thank you', 'call me back']);

  it.each([
    [said, true],
    ['call me back', true],
    ['he wrote that a common theme is power and the rest', true],
    ['he wrote that a common theme is power', false],
    ['please call me back tomorrow', false],
    ['thank you', false],
    ['', false],
  ])('of “%s” says %s', (sentence, holds) => {
    expect(heldOut.holds(sentence)).toBe(holds);
  });

  it('holds nothing where nothing judges', () => {
    expect(new HeldOutTexts([]).holds(said)).toBe(false);
  });
});
