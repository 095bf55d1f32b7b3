import { decades, digits, isAmount, isCardinalWord, isPlural, tens, teens, yearWords, months } from './lexicon';
import type { Piece, Rule } from './piece';
import { belowHundredAt, quantityAt, type Value } from './quantities';
import type { WordReach } from './wordReach';

const isBehindYearWord = (reach: WordReach, at: number): boolean =>
  yearWords.has(reach.at(at - 1)) || months.has(reach.at(at - 1));

/** The first two digits of a year, said in one word. */
function centuryAt(reach: WordReach, at: number): number | null {
  const word = reach.at(at);
  const century = teens.get(word) ?? tens.get(word) ?? 0;
  return century >= 10 && century <= 20 ? century : null;
}

/** "eighty four", "oh five". */
function yearOfCenturyAt(reach: WordReach, at: number): Value | null {
  if (['oh', 'o'].includes(reach.at(at))) {
    const digit = digits.get(reach.at(at + 1)) ?? 0;
    return digit === 0 ? null : { value: digit, length: 2 };
  }
  const rest = belowHundredAt(reach, at);
  return rest !== null && rest.value >= 10 ? rest : null;
}

/** A year of two pairs of digits: "nineteen eighty four". */
export function yearAt(reach: WordReach, at: number): Value | null {
  const century = centuryAt(reach, at);
  if (century === null) return null;
  const rest = yearOfCenturyAt(reach, at + 1);
  if (rest === null) return centuryAlone(reach, at, century);
  const next = reach.at(at + 1 + rest.length);
  const isBehind = isBehindYearWord(reach, at);
  if (isAmount(next) && !(isCardinalWord(next) && (isBehind || yearAt(reach, at + 1 + rest.length) !== null)))
    return null;
  return isBehind || !isOtherwise(century, rest.value, next) ? pair(century, rest) : null;
}

/** Whether two numbers side by side are rather a time of day, or two guesses: "fifteen sixteen", "twenty thirty people". */
function isOtherwise(century: number, rest: number, next: string): boolean {
  if (century < 13) return rest < 60;
  if (rest === century + 1) return century < 19;
  return rest > century && rest % 5 === 0 && century % 5 === 0 && isPlural(next);
}

const pair = (century: number, rest: Value): Value => ({
  value: century * 100 + rest.value,
  length: 1 + rest.length,
});

/** "in nineteen hundred", "in nineteen hundred and five"; elsewhere they are counts. */
function centuryAlone(reach: WordReach, at: number, century: number): Value | null {
  if (reach.at(at + 1) !== 'hundred' || !isBehindYearWord(reach, at)) return null;
  const quantity = quantityAt(reach, at);
  if (quantity === null || quantity.value >= (century + 1) * 100) return null;
  const next = reach.at(at + quantity.length);
  return isAmount(next) || isPlural(next) ? null : { value: quantity.value, length: quantity.length };
}

/**
 * "two thousand and five" is a year where it counts nothing; "two thousand" only behind a word for it.
 *
 * @param isDate it stands behind a day
 */
export function millenniumAt(reach: WordReach, at: number, isDate = false): Value | null {
  const quantity = reach.isAt(at, 'two thousand') ? quantityAt(reach, at) : null;
  if (quantity === null || quantity.value > 2099 || !Number.isInteger(quantity.value)) return null;
  const { value, length } = quantity;
  const next = reach.at(at + length);
  const isBehind = isDate || isBehindYearWord(reach, at);
  return isAmount(next) || isCount(value, next, isBehind) ? null : { value, length };
}

/** Whether thousands count the word that follows them rather than the years. */
function isCount(value: number, next: string, isBehind: boolean): boolean {
  return value === 2000 ? !isBehind || isPlural(next) : !isBehind && isPlural(next);
}

export const writeYear: Rule = (reach) => {
  const year = yearAt(reach, 0) ?? millenniumAt(reach, 0);
  return year === null ? null : [{ text: String(year.value), length: year.length }];
};

/** "nineteen eighties", "eighteen hundreds"; "the eighties" only where all is in digits. */
export const writeDecade: Rule = (reach, style) => {
  if (reach.isAt(0, 'two thousands')) return [{ text: '2000s', length: 2 }];
  const century = centuryAt(reach, 0);
  const decade = century === null ? undefined : decades.get(reach.at(1));
  if (century !== null && decade !== undefined) return [{ text: `${century * 100 + decade}s`, length: 2 }];
  return style === 'digits' ? decadeAlone(reach) : null;
};

/** "the fifties and sixties". */
function decadeAlone(reach: WordReach): Piece[] | null {
  const decade = decades.get(reach.at(0)) ?? 0;
  const isTold = reach.at(-1) === 'the' || (reach.at(-1) === 'and' && decades.has(reach.at(-2)));
  return decade >= 20 && isTold ? [{ text: `${decade}s`, length: 1 }] : null;
}
