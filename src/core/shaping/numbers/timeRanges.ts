import { isAmount, isPlural } from './lexicon';
import type { Piece, Rule } from './piece';
import { halfOfDayAt, hourAt, minuteAt } from './times';
import type { WordReach } from './wordReach';

const joints: ReadonlySet<string> = new Set(['to', 'until', 'till', 'or', 'and']);

interface ClockTime extends Piece {
  readonly hasMinutes: boolean;
}

function clockAt(reach: WordReach, at: number): ClockTime | null {
  const hour = hourAt(reach, at);
  if (hour === null) return null;
  const minute = minuteAt(reach, at + 1);
  if (minute === null) return { text: String(hour), length: 1, hasMinutes: false };
  return { text: `${hour}:${String(minute.value).padStart(2, '0')}`, length: 1 + minute.length, hasMinutes: true };
}

/** Two times of which one tells that both are: "two to three p m" is 2 to 3 p.m., "from nine thirty to eleven" from 9:30 to 11. */
export const writeTimeRange: Rule = (reach) => {
  const first = clockAt(reach, 0);
  if (first === null || !isJoint(reach, first.length)) return null;
  const second = clockAt(reach, first.length + 1);
  if (second === null) return null;
  const joint = { text: reach.at(first.length), length: 1 };
  const pieces = [first, joint, second].map(({ text, length }) => ({ text, length }));
  const end = first.length + 1 + second.length;
  const half = halfOfDayAt(reach, end);
  if (half !== null) return [...pieces, half];
  return (first.hasMinutes || second.hasMinutes) && isRange(reach, end) ? pieces : null;
};

const isJoint = (reach: WordReach, at: number): boolean =>
  joints.has(reach.at(at)) && (reach.at(at) !== 'and' || reach.at(-1) === 'between');

/** Whether the times have their word before them, and the second counts nothing. */
const isRange = (reach: WordReach, end: number): boolean =>
  ['from', 'between'].includes(reach.at(-1)) && !isAmount(reach.at(end)) && !isPlural(reach.at(end));
