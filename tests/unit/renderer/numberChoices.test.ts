import { describe, expect, it } from 'vitest';

import { numberStyles } from '../../../src/contract/shaping';
import { numberChoices, numberExample } from '../../../src/renderer/numberChoices';
import { shown } from '../../support/shaping';

describe('the choice of how numbers are written', () => {
  it('has all styles, each with an example of what it does', () => {
    expect(numberChoices.map(({ value }) => value)).toEqual(numberStyles);
    for (const numbers of numberStyles) {
      expect(shown('two of us met twelve people at half past two and paid five dollars full stop', { numbers })).toBe(
        numberExample[numbers],
      );
    }
  });
});
