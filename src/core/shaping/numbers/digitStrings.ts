import { digits, isPlural, labels, scales, zeros } from './lexicon';
import type { Piece, Rule } from './piece';
import type { WordReach } from './wordReach';

const repeats: ReadonlyMap<string, number> = new Map([
  ['double', 2],
  ['triple', 3],
]);

const valueOf = (word: string): number | undefined => digits.get(word) ?? (zeros.has(word) ? 0 : undefined);

/** One digit, or two or three of them after "double" or "triple". */
function digitAt(reach: WordReach, at: number): Piece | null {
  const times = repeats.get(reach.at(at));
  const digit = valueOf(reach.at(times === undefined ? at : at + 1));
  if (digit === undefined) return null;
  if (times !== undefined) return { text: String(digit).repeat(times), length: 2 };
  const next = reach.at(at + 1);
  return next === 'hundred' || next === 'point' || scales.has(next) ? null : { text: String(digit), length: 1 };
}

/** As many digits as stand there, perhaps none. */
function digitsAt(reach: WordReach, at: number): Piece {
  let [text, length] = ['', 0];
  for (let digit = digitAt(reach, at); digit !== null; digit = digitAt(reach, at + length)) {
    text += digit.text;
    length += digit.length;
  }
  return { text, length };
}

/** Counted, and not the four digits 1234 that somebody tells: "three two one", "two three four five or six". */
function isCounting(text: string, next: string): boolean {
  const steps = Array.from(text)
    .slice(1)
    .map((digit, index) => Number(digit) - Number(text[index]));
  if (steps.every((step) => step === -1)) return true;
  if (steps.some((step) => step < 1)) return false;
  return next === 'or' || isPlural(next) || (text.length !== 4 && steps.every((step) => step === 1));
}

const isSigh = (word: string): boolean => word === 'oh' || word === 'o';

/** Three digits or more that are told one by one are written side by side, behind "room" and the like two: "nine one one" is 911. */
export const writeDigitString: Rule = (reach) => {
  const { text, length } = digitsAt(reach, 0);
  if (text === '') return writeInternational(reach);
  const isName = labels.has(reach.at(-1));
  if (text.length < (isName ? 2 : 3)) return null;
  const hasSighs = isSigh(reach.at(0)) || isSigh(reach.at(length - 1));
  if (hasSighs && text.length < (isName ? 3 : 5)) return null;
  return !isName && isCounting(text, reach.at(length)) ? null : [{ text, length }];
};

/** "plus four four two oh seven …": a telephone number with its country. */
function writeInternational(reach: WordReach): Piece[] | null {
  const fewest = 7;
  if (reach.at(0) !== 'plus') return null;
  const { text, length } = digitsAt(reach, 1);
  return text.length < fewest ? null : [{ text: `+${text}`, length: length + 1 }];
}

const tollFree = [
  ['one eight hundred', '1-800'],
  ['one nine hundred', '1-900'],
  ['eight hundred', '800'],
] as const;

/** "one eight hundred five five five one two one two", a telephone number that costs nothing. */
export const writeTollFree: Rule = (reach) => {
  const head = tollFree.find(([words]) => reach.isAt(0, words));
  if (head === undefined) return null;
  const start = head[0].split(' ').length;
  const { text, length } = digitsAt(reach, start);
  if (text.length !== 7) return null;
  return [{ text: `${head[1]}-${text.slice(0, 3)}-${text.slice(3)}`, length: length + start }];
};
