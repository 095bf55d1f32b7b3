import fc from 'fast-check';

import { Alphabet } from '../../src/core/alphabet';
import { posteriors } from './ctc';

/** Two letters and the space, so that everything can be tried; with the blank, four labels. */
export const alphabet = new Alphabet('ab ');
export const weight = fc.integer({ min: 1, max: 1000 });
export const rows = (maxLength: number): fc.Arbitrary<number[][]> =>
  fc.array(fc.array(weight, { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength });

/** One symbol a timestep, `_` for the blank, each with a posterior of 0.91. */
export function script(text: string): Float32Array[] {
  const labels = Array.from(text).map((symbol) => alphabet.labelOf(symbol) ?? alphabet.blank);
  return posteriors(labels.map((label) => Array.from({ length: alphabet.size }, (_, i) => (i === label ? 91 : 3))));
}
