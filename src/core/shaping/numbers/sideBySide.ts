import { isAmount, isPlural } from './lexicon';
import { asSaid, type Rule } from './piece';
import { type Quantity, quantityAt } from './quantities';
import type { WordReach } from './wordReach';

/** What stands between two numbers that are one thing: a sum, a size, a height. */
const heights: readonly string[] = ['foot', 'feet', 'meter', 'meters', 'metre', 'metres'];
const joints: readonly string[] = ['plus', 'minus', 'times', 'by', 'divided by', 'multiplied by', ...heights];

/** Both numbers of a sum, a size or a height in digits where one of them is: "10 minus 3", "8 by 10", "5 feet 10". */
export const writeSideBySide: Rule = (reach) => {
  const first = quantityAt(reach, 0);
  if (first === null) return null;
  const joint = joints.find((words) => reach.isAt(first.length, words));
  if (joint === undefined) return null;
  const start = first.length + joint.split(' ').length;
  const second = quantityAt(reach, start);
  if (second === null || (first.isSmall && second.isSmall) || second.value === 1) return null;
  if (joint === 'by' && isYear(second)) return null;
  const end = start + second.length;
  if (isOther(reach, end, heights.includes(joint))) return null;
  return [...first.pieces, ...asSaid(reach, start).slice(first.length), ...second.pieces];
};

const isYear = ({ value }: Quantity): boolean => value >= 1900 && value < 2100;

/** Whether the second number goes on, or counts something of its own: "six feet ten people". */
function isOther(reach: WordReach, end: number, isHeight: boolean): boolean {
  const next = reach.at(end);
  return isAmount(next) || (isHeight && next !== 'inches' && isPlural(next));
}
