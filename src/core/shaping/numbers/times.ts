import { digits, isAmount, isCardinalWord, isPlural, timeWords, unitOrdinals, yearWords } from './lexicon';
import type { Piece, Rule } from './piece';
import { belowHundredAt, type Value } from './quantities';
import type { WordReach } from './wordReach';

export function hourAt(reach: WordReach, at: number): number | null {
  const hour = belowHundredAt(reach, at);
  return hour !== null && hour.length === 1 && hour.value >= 1 && hour.value <= 12 ? hour.value : null;
}

/** "a m", "p m", and as one word. */
export function halfOfDayAt(reach: WordReach, at: number): Piece | null {
  const word = reach.at(at);
  if (word === 'pm' || (word === 'am' && reach.at(at + 1) !== 'i')) return { text: `${word.charAt(0)}.m.`, length: 1 };
  return (word === 'a' || word === 'p') && reach.at(at + 1) === 'm' ? { text: `${word}.m.`, length: 2 } : null;
}

/** Whether the hour before the word is none, since it counts something. */
const isCount = (word: string): boolean => isAmount(word) || isPlural(word) || unitOrdinals.has(word) || word === 'and';

/** The time that ends there, with the half of the day that may follow. */
function clock(reach: WordReach, hour: number, minute: number, end: number): Piece[] {
  const half = halfOfDayAt(reach, end);
  const time = { text: `${hour}:${String(minute).padStart(2, '0')}`, length: end };
  return half === null ? [time] : [time, half];
}

/** Twenty to one is 12:40. */
const before = (hour: number): number => (hour === 1 ? 12 : hour - 1);

/** "half past two", "a quarter to five", "ten past three", "twenty minutes to nine". */
export const writeSpokenTime: Rule = (reach) => {
  if (reach.isAt(0, 'half past')) {
    const hour = hourAt(reach, 2);
    return hour === null || isAmount(reach.at(3)) ? null : clock(reach, hour, 30, 3);
  }
  const article = reach.at(0) === 'a' && reach.at(1) === 'quarter' ? 1 : 0;
  if (reach.at(article) === 'quarter') return relativeTime(reach, { minute: 15, isSure: true, end: article + 1 });
  return minutesAndHour(reach);
};

/** Minutes that are not named are fives. */
function minutesAndHour(reach: WordReach): Piece[] | null {
  const minute = belowHundredAt(reach, 0);
  if (minute === null || minute.value < 2 || minute.value > 29) return null;
  const hasUnit = reach.at(minute.length) === 'minutes';
  if (!hasUnit && minute.value % 5 !== 0) return null;
  const isSure = hasUnit || timeWords.has(reach.at(-1)) || (reach.at(-2) === 'it' && reach.at(-1) === 'is');
  return relativeTime(reach, { minute: minute.value, isSure, end: minute.length + (hasUnit ? 1 : 0) });
}

/** @param isSure the minutes are some also before "to" and "after", which stand between counts as well */
function relativeTime(
  reach: WordReach,
  { minute, isSure, end }: { readonly minute: number; readonly isSure: boolean; readonly end: number },
): Piece[] | null {
  const word = reach.at(end);
  const isBefore = word === 'to';
  if (word !== 'past' && !(isSure && (isBefore || word === 'after'))) return null;
  const hour = hourAt(reach, end + 1);
  if (hour === null || isCount(reach.at(end + 2))) return null;
  return isBefore ? clock(reach, before(hour), 60 - minute, end + 2) : clock(reach, hour, minute, end + 2);
}

/** "thirty", "oh five". */
export function minuteAt(reach: WordReach, at: number): Value | null {
  if (['oh', 'o'].includes(reach.at(at))) {
    const digit = digits.get(reach.at(at + 1)) ?? 0;
    return digit === 0 ? null : { value: digit, length: 2 };
  }
  const minute = belowHundredAt(reach, at);
  return minute !== null && minute.value >= 10 && minute.value < 60 ? minute : null;
}

/** "seven a m", "ten thirty p m", "at six fifty", "ten thirty". */
export const writeClockTime: Rule = (reach) => {
  const hour = hourAt(reach, 0);
  if (hour === null) return null;
  const half = reach.at(-1) === 'for' ? null : halfOfDayAt(reach, 1);
  if (half !== null) return [{ text: String(hour), length: 1 }, half];
  const minute = minuteAt(reach, 1);
  return minute === null ? null : hourAndMinute(reach, hour, minute);
};

function hourAndMinute(reach: WordReach, hour: number, minute: Value): Piece[] | null {
  const end = 1 + minute.length;
  if (halfOfDayAt(reach, end) !== null) return clock(reach, hour, minute.value, end);
  const isTime = timeWords.has(reach.at(-1)) || isTimeBefore(reach, end) || isRoundTime(reach, hour, minute);
  return isTime && !isCount(reach.at(end)) && !isDay(hour, minute.value) ? clock(reach, hour, minute.value, end) : null;
}

/** The eleventh of September. */
const isDay = (hour: number, minute: number): boolean => hour === 9 && minute === 11;

/** Ten o'clock and later are told from other numbers by minutes that are even; before, "six thirty" may be anything. */
function isRoundTime(reach: WordReach, hour: number, minute: Value): boolean {
  if (hour < 10 || minute.value === hour || (minute.value % 5 !== 0 && minute.value > 9)) return false;
  const isOther = yearWords.has(reach.at(-1)) || isCardinalWord(reach.at(-1));
  return !isOther && reach.at(1 + minute.length) !== 'or';
}

const dayParts: readonly string[] = ['morning', 'afternoon', 'evening'];

function isTimeBefore(reach: WordReach, at: number): boolean {
  if (['tonight', 'tomorrow', 'today', 'yesterday'].includes(reach.at(at))) return true;
  if (reach.at(at) === 'this') return dayParts.includes(reach.at(at + 1));
  return reach.isAt(at, 'in the') && dayParts.includes(reach.at(at + 2));
}
