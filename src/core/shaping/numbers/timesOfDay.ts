import { digits, isAmount, isPlural, teens, tens, timeWords, zeros } from './lexicon';
import type { Piece, Rule } from './piece';
import { belowHundredAt, type Value } from './quantities';
import type { WordReach } from './wordReach';

/** Before these "fifteen hundred hours" is a time, not a count. */
const beforeHours: ReadonlySet<string> = new Set([...timeWords, 'from', 'to', 'between']);

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** Times of a day of twenty four hours: "at eighteen hundred hours" at 1800 hours, "oh nine hundred" 0900, "at nineteen forty five" at 19:45. */
export const writeTimeOfDay: Rule = (reach) => {
  const hour = hourAt(reach);
  if (hour === null) return null;
  return reach.at(hour.length) === 'hundred' ? fullHour(reach, hour) : hourAndMinute(reach, hour);
};

/** "oh nine", "fourteen", "twenty one". */
function hourAt(reach: WordReach): Value | null {
  const word = reach.at(0);
  if (zeros.has(word)) {
    const digit = digits.get(reach.at(1)) ?? 0;
    return digit === 0 ? null : { value: digit, length: 2 };
  }
  if (!teens.has(word) && !tens.has(word)) return null;
  // "twenty fifteen" has an hour of one word, "twenty one fifteen" one of two.
  const hour = belowHundredAt(reach, 0);
  return hour === null || hour.value > 24 ? null : hour;
}

function fullHour(reach: WordReach, { value, length }: Value): Piece[] | null {
  const next = reach.at(length + 1);
  const isTold = value < 10 ? next === 'hours' || !isCount(next) : next === 'hours' && beforeHours.has(reach.at(-1));
  return isTold ? [{ text: `${twoDigits(value)}00`, length: length + 1 }] : null;
}

/** Only behind "at": "by nineteen forty five" is a year. */
function hourAndMinute(reach: WordReach, { value, length }: Value): Piece[] | null {
  if (reach.at(-1) !== 'at' || (value > 9 && (value < 13 || value > 23))) return null;
  const minute = belowHundredAt(reach, length);
  if (minute === null || minute.value < 10 || minute.value > 59 || isCount(reach.at(length + minute.length)))
    return null;
  return [{ text: `${twoDigits(value)}:${minute.value}`, length: length + minute.length }];
}

const isCount = (word: string): boolean => isAmount(word) || isPlural(word);
