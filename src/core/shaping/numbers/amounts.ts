import type { NumberStyle } from '../../../contract/shaping';
import { grouped, isCardinalWord, isNumberWord } from './lexicon';
import { currencyAt, lengthened, withSign } from './money';
import { asSaid, lengthOf, type Piece, type Rule } from './piece';
import { type Quantity, quantityAt } from './quantities';
import { type Unit, unitAt } from './units';
import type { WordReach } from './wordReach';

/** The numbers as written with the unit that follows the last of them. */
function withUnit(pieces: readonly Piece[], unit: Unit): Piece[] {
  if (!unit.isJoined) return [...pieces, { text: unit.text, length: unit.length }];
  const last = pieces.length - 1;
  return lengthened(pieces, unit.length).map((piece, index) =>
    index === last ? { ...piece, text: piece.text + unit.text } : piece,
  );
}

/** "five percent", "twenty degrees celsius", "sixty miles an hour", "minus five degrees". */
export const writeMeasure: Rule = (reach, style) => {
  const start = isMinusAt(reach) ? 1 : 0;
  const quantity = quantityAt(reach, start);
  if (quantity === null) return null;
  const end = start + quantity.length;
  const unit = unitAt(reach, end, style);
  const isTold = start === 1 && isBelowZero(reach, quantity, end);
  if ((unit === null || reach.at(0) === 'negative') && !isTold && reach.at(end) !== '%') return null;
  const pieces = start === 1 ? negative(quantity.pieces) : quantity.pieces;
  return unit === null ? pieces : withUnit(pieces, unit);
};

/** Whether a number below zero may begin, and nothing is taken from another: "five minus two", "plus or minus three". */
const isMinusAt = (reach: WordReach): boolean =>
  reach.at(0) === 'negative' || (reach.at(0) === 'minus' && !isNumberWord(reach.at(-1)) && reach.at(-1) !== 'or');

/** "negative" is a result as well: "tested negative twenty times". */
function isBelowZero(reach: WordReach, { isSmall, value }: Quantity, end: number): boolean {
  const next = reach.at(end);
  if (reach.at(0) === 'negative') return !Number.isInteger(value) || /^(?:degrees|percent|per|celsius)$/u.test(next);
  return !isSmall || next === 'degrees';
}

const negative = (pieces: readonly Piece[]): Piece[] =>
  pieces.map((piece, index) => (index === 0 ? { text: `-${piece.text}`, length: piece.length + 1 } : piece));

const joints = ['to', 'or', 'and', 'in', 'out of'] as const;
const labelPlurals: ReadonlySet<string> = new Set(['pages', 'chapters', 'numbers']);

interface Pair {
  readonly first: Quantity;
  readonly joint: number;
  readonly second: Quantity;
}

/** Two numbers of one kind: "five to ten", "nine out of ten"; "and" joins them behind "between" or "pages". */
function pairAt(reach: WordReach): Pair | null {
  const first = quantityAt(reach, 0);
  if (first === null) return null;
  const joint = joints.find((words) => reach.isAt(first.length, words));
  if (joint === undefined || !isJoined(reach, first.value, joint)) return null;
  const length = joint === 'out of' ? 2 : 1;
  const second = quantityAt(reach, first.length + length);
  if (second === null) return null;
  const next = reach.at(first.length + length + second.length);
  if (isCardinalWord(next) || (joint === 'in' && isTime(next, second.value))) return null;
  return { first, joint: length, second };
}

/** "one in ten minutes" and "one in two thousand and five" are no share. */
const isTime = (next: string, value: number): boolean =>
  value > 1000 || /^(?:second|minute|hour|day|week|month|year)s?$/u.test(next);

const beforeOne: ReadonlySet<string> = new Set('no any every some each the this that which another'.split(' '));

/** Whether the word between may join two numbers, unlike in "five and twenty", "this one or ten others", "give one to ten people". */
function isJoined(reach: WordReach, first: number, joint: string): boolean {
  const before = reach.at(-1);
  if (joint === 'and') return before === 'between' || labelPlurals.has(before);
  if (first !== 1) return true;
  return joint === 'to' ? ['from', 'of', ...labelPlurals].includes(before) : !beforeOne.has(before);
}

/**
 * Both numbers of a pair in digits where one of them is: "5 to 10", "$5 to $10", "5 to 10%". Where "hundred" may belong to both, words
 * below ten stay: "two or three hundred"; "ten to fifteen thousand" is 10,000 to 15,000.
 */
export const writePair: Rule = (reach, style) => {
  const pair = pairAt(reach);
  if (pair === null) return null;
  const { joint, second } = pair;
  const { first, isOpen } = scaledLike(pair);
  const end = first.length + joint + second.length;
  if (isOpen) return asSaid(reach, first.length + joint + second.length);
  const between = asSaid(reach, first.length + joint).slice(first.length);
  const currency = currencyAt(reach, end, second.value);
  if (currency !== null)
    return [...withSign(first, currency.sign, 0), ...between, ...withSign(second, currency.sign, 1)];
  const unit = unitAt(reach, end, style);
  const pieces = [...first.pieces, ...between, ...second.pieces];
  if (unit !== null) return withUnit(pieces, unit);
  return first !== pair.first || isInDigits(pair, reach, style) ? pieces : null;
};

function isInDigits({ first, second }: Pair, reach: WordReach, style: NumberStyle): boolean {
  if (labelPlurals.has(reach.at(-1)) || style === 'digits') return true;
  // "ten to one person" is no range.
  return first.isSmall ? !second.isSmall : second.isSmall && second.value !== 1;
}

/** The first number with the "thousand" that it shares with the second; open where it may share it or not. */
function scaledLike({ first, second }: Pair): { readonly first: Quantity; readonly isOpen: boolean } {
  const factor = second.value >= 1000 ? 1000 : 100;
  const isShared = second.isRound && first.value < second.value / factor && !first.isRound && first.value > 0;
  if (!isShared) return { first, isOpen: false };
  if (first.isSmall || factor === 100) return { first, isOpen: first.isSmall };
  const value = first.value * factor;
  const text = grouped(value);
  return { first: { ...first, value, pieces: [{ text, length: lengthOf(first.pieces) }] }, isOpen: false };
}
