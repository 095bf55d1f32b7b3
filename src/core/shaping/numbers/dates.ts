import { isAmount, isPlural, months } from './lexicon';
import { ordinalAt } from './ordinals';
import type { Piece, Rule } from './piece';
import { belowHundredAt, type Value } from './quantities';
import type { WordReach } from './wordReach';
import { millenniumAt, yearAt } from './years';

const isDay = (value: Value | null): value is Value => value !== null && value.value >= 1 && value.value <= 31;

function dateYearAt(reach: WordReach, at: number): Value | null {
  return yearAt(reach, at) ?? millenniumAt(reach, at, true);
}

const pieceOf = ({ value, length }: Value): Piece => ({ text: String(value), length });

/** "the third of march", "twenty first of june nineteen eighty four": 3 March, 21 June 1984. */
export const writeDayAndMonth: Rule = (reach) => {
  const article = reach.at(0) === 'the' ? 1 : 0;
  // "a third of May" is a part of it.
  if (article === 0 && ['a', 'one', 'two', 'the'].includes(reach.at(-1))) return null;
  const day = ordinalAt(reach, article);
  if (!isDay(day)) return null;
  const end = article + day.length;
  const month = reach.at(end) === 'of' ? months.get(reach.at(end + 1)) : undefined;
  if (month === undefined) return null;
  const pieces = [
    { text: String(day.value), length: end },
    { text: month, length: 2 },
  ];
  const year = dateYearAt(reach, end + 2);
  return year === null ? pieces : [...pieces, pieceOf(year)];
};

/** Before these "may first" is no date: "you may first", "they march second". */
const beforeDates: ReadonlySet<string> = new Set(
  'on by since until till before after from through of this next last is was'.split(' '),
);

/** "march third", "december the twenty fifth nineteen eighty four", "december five nineteen eighty four": December 5, 1984. */
export const writeMonthAndDay: Rule = (reach) => {
  const word = reach.at(0);
  const month = months.get(word);
  if (month === undefined) return null;
  const isName = !['may', 'march'].includes(word) || beforeDates.has(reach.at(-1));
  return ordinalDay(reach, month, isName) ?? cardinalDay(reach, month) ?? monthAndYear(reach, month, isName);
};

function ordinalDay(reach: WordReach, month: string, isName: boolean): Piece[] | null {
  const article = reach.at(1) === 'the' ? 1 : 0;
  const day = ordinalAt(reach, 1 + article);
  if (!isDay(day) || (!isName && (article === 1 || day.value < 3))) return null;
  const end = 1 + article + day.length;
  const year = dateYearAt(reach, end);
  const name = { text: month, length: 1 };
  if (year === null) return [name, { text: String(day.value), length: end - 1 }];
  return [name, { text: `${day.value},`, length: end - 1 }, pieceOf(year)];
}

const beforeDays: ReadonlySet<string> = new Set('on by since until till before after from through'.split(' '));

/** Before a year, or behind "on" and the like: "march ten people" is none. */
function cardinalDay(reach: WordReach, month: string): Piece[] | null {
  const day = belowHundredAt(reach, 1);
  if (!isDay(day)) return null;
  const year = dateYearAt(reach, 1 + day.length);
  if (year === null) return isDayAlone(reach, 1 + day.length) ? [{ text: month, length: 1 }, pieceOf(day)] : null;
  return [{ text: month, length: 1 }, { text: `${day.value},`, length: day.length }, pieceOf(year)];
}

function isDayAlone(reach: WordReach, end: number): boolean {
  const next = reach.at(end);
  return beforeDays.has(reach.at(-1)) && !isAmount(next) && !isPlural(next) && !['of', 'or', 'more'].includes(next);
}

function monthAndYear(reach: WordReach, month: string, isName: boolean): Piece[] | null {
  const year = dateYearAt(reach, 1);
  return year === null || !isName ? null : [{ text: month, length: 1 }, pieceOf(year)];
}
