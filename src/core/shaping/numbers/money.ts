import { digits, isAmount, isPlural } from './lexicon';
import type { Piece, Rule } from './piece';
import { belowHundredAt, type Quantity, quantityAt, type Value } from './quantities';
import type { WordReach } from './wordReach';

interface Currency {
  readonly sign: string;
  /** Names of its hundredth. */
  readonly small: readonly string[];
}

const dollar: Currency = { sign: '$', small: ['cents', 'cent'] };
const euro: Currency = { sign: '€', small: ['cents', 'cent'] };
const pound: Currency = { sign: '£', small: ['pence', 'p'] };
const currencies: ReadonlyMap<string, Currency> = new Map([
  ['dollars', dollar],
  ['dollar', dollar],
  ['euros', euro],
  ['euro', euro],
  ['pounds', pound],
  ['pound', pound],
]);

/** What is weighed before and after pounds. */
const beforeWeights: ReadonlySet<string> = new Set(
  'lost lose losing gained gain gaining outweigh weigh weighs weighed weighing lift lifted put'.split(' '),
);
const afterWeights: ReadonlySet<string> = new Set('of lighter heavier overweight in each at since when'.split(' '));
const afterSinglePound: ReadonlySet<string> = new Set('note notes coin coins voucher fine ticket'.split(' '));

/** The currency that is named there. Pounds are a weight as well, a single one mostly. */
export function currencyAt(reach: WordReach, at: number, value: number): Currency | null {
  const word = reach.at(at);
  const currency = currencies.get(word) ?? null;
  if (currency !== pound) return currency;
  if (value === 1 && !hasPence(reach, at + 1)) return null;
  if (isWeight(reach, at + 1)) return null;
  const isOne = word === 'pound' && value !== 1 && !afterSinglePound.has(reach.at(at + 1));
  return isOne && !hasPence(reach, at + 1) ? null : pound;
}

/** "weighed at least six hundred pounds", "ten pounds of flour". */
const isWeight = (reach: WordReach, end: number): boolean =>
  [-1, -2, -3].some((offset) => beforeWeights.has(reach.at(offset))) || afterWeights.has(reach.at(end));

function hasPence(reach: WordReach, at: number): boolean {
  return smallAt(reach, at, pound) !== null;
}

/** "and twenty cents", "fifty": how many hundredths follow a currency. */
function smallAt(reach: WordReach, at: number, { small }: Currency): Value | null {
  const joint = reach.at(at) === 'and' ? 1 : 0;
  if (reach.isAt(at, 'and a half')) return { value: 50, length: 3 };
  const value = belowHundredAt(reach, at + joint);
  if (value === null) return joint === 0 ? zeroSmallAt(reach, at) : null;
  const next = reach.at(at + joint + value.length);
  if (small.includes(next)) return { value: value.value, length: joint + value.length + 1 };
  return joint === 0 && value.value >= 10 && mayFollowSmall(next) ? value : null;
}

const mayFollowSmall = (word: string): boolean =>
  !isAmount(word) && !isPlural(word) && !['a', 'year', 'or'].includes(word);

/** "oh five". */
function zeroSmallAt(reach: WordReach, at: number): Value | null {
  const digit = digits.get(reach.at(at + 1)) ?? 0;
  return ['oh', 'o'].includes(reach.at(at)) && digit > 0 ? { value: digit, length: 2 } : null;
}

/** The number with the sign of the currency before it; "million" stays a piece of its own. */
export function withSign({ pieces }: Quantity, sign: string, length: number): Piece[] {
  const [first, ...rest] = pieces;
  // Of hundredths there are two.
  const text = rest.length === 0 ? (first?.text ?? '').replace(/\.\d$/u, '$&0') : (first?.text ?? '');
  const signed = { text: sign + text, length: first?.length ?? 0 };
  return lengthened([signed, ...rest], length);
}

/** So many more words belong to the last piece. */
export const lengthened = (pieces: readonly Piece[], length: number): Piece[] =>
  pieces.map((piece, index) => (index === pieces.length - 1 ? { ...piece, length: piece.length + length } : piece));

/** "five dollars and twenty cents", "a dollar fifty", "ten pounds", "two million dollars"; "fifty pence". */
export const writeMoney: Rule = (reach, style) => {
  const single = reach.at(0) === 'a' ? writeSingle(reach) : null;
  if (single !== null) return single;
  const quantity = quantityAt(reach, 0);
  if (quantity === null) return null;
  const currency = currencyAt(reach, quantity.length, quantity.value);
  if (currency === null) return writePence(reach, quantity, style === 'digits');
  const { pieces, length, value } = quantity;
  const isWhole = pieces.length === 1 && Number.isInteger(value);
  const small = isWhole ? smallAt(reach, length + 1, currency) : null;
  if (small === null) return withSign(quantity, currency.sign, 1);
  const text = `${currency.sign}${pieces[0]?.text ?? ''}.${String(small.value).padStart(2, '0')}`;
  return [{ text, length: length + 1 + small.length }];
};

/** "a dollar" stays unless hundredths follow. */
function writeSingle(reach: WordReach): Piece[] | null {
  const currency = reach.at(1) === 'buck' ? dollar : currencies.get(reach.at(1));
  const small = currency === undefined ? null : smallAt(reach, 2, currency);
  if (currency === undefined || small === null) return null;
  return [{ text: `${currency.sign}1.${String(small.value).padStart(2, '0')}`, length: 2 + small.length }];
}

/** "p" is none where more letters follow. */
const isPence = (reach: WordReach, at: number): boolean =>
  reach.at(at) === 'pence' || (reach.at(at) === 'p' && !/^[a-z]$/u.test(reach.at(at + 1)));

function writePence(reach: WordReach, { pieces, length, isSmall }: Quantity, isAllDigits: boolean): Piece[] | null {
  const [first] = pieces;
  if (first === undefined || pieces.length > 1 || !isPence(reach, length)) return null;
  return isSmall && !isAllDigits ? null : [{ text: `${first.text}p`, length: length + 1 }];
}
