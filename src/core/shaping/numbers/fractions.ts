import { digits } from './lexicon';
import type { Rule } from './piece';

const denominators: ReadonlyMap<string, number> = new Map([
  ['half', 2],
  ['halves', 2],
  ['third', 3],
  ['quarter', 4],
  ...['fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'].map((name, index): [string, number] => [
    name,
    index + 4,
  ]),
]);

/** "two thirds" is 2/3 where all is in digits; a half and a third with an article stay words. */
export const writeFraction: Rule = (reach, style) => {
  const numerator = digits.get(reach.at(0)) ?? 0;
  if (style !== 'digits' || numerator === 0) return null;
  const word = reach.at(1);
  const isMany = numerator > 1;
  if (isMany && !word.endsWith('s')) return null;
  const denominator = denominators.get(word) ?? (isMany ? denominators.get(word.slice(0, -1)) : undefined);
  return denominator === undefined ? null : [{ text: `${numerator}/${denominator}`, length: 2 }];
};
