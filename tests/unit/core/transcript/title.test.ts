import { expect, it } from 'vitest';

import { defaultShaping } from '../../../../src/contract/defaultShaping';
import { shapeAll } from '../../../../src/core/shaping/shape';
import { titleOf } from '../../../../src/core/transcript/title';
import { spoken } from '../../../support/fakeBridge';

const shaped = (said: string): string => titleOf(shapeAll(defaultShaping, [spoken(said, 0)]));

it('is the first seven words, or as many as are to be seen in a list', () => {
  expect(titleOf([])).toBe('');
  expect(titleOf([spoken('hello', 0)])).toBe('hello');
  expect(titleOf([spoken('we have had', 0), spoken('no rain for three weeks but', 5)])).toBe(
    'we have had no rain for three',
  );
  expect(titleOf([spoken('incomprehensibilities notwithstanding counterrevolutionaries', 0)])).toBe(
    'incomprehensibilities notwithstanding',
  );
  expect(titleOf([spoken('w'.repeat(200), 0)])).toHaveLength(48);
});

it('ends with a sentence, and without a mark or a line break', () => {
  expect(shaped('call the garage full stop then go home')).toBe('Call the garage');
  expect(shaped('dear cap anna comma new paragraph thank you for the')).toBe('Dear Anna, Thank you for the');
  expect(shaped('dear cap anna comma')).toBe('Dear Anna');
});
