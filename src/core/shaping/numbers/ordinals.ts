import { digits, grouped, isCardinalWord, longOrdinals, tens, unitOrdinals } from './lexicon';
import type { Rule } from './piece';
import { quantityAt, type Value } from './quantities';
import type { WordReach } from './wordReach';

const endings = ['th', 'st', 'nd', 'rd'];

const ordinalText = (value: number): string => {
  const isTeen = Math.floor(value / 10) % 10 === 1;
  return `${grouped(value)}${isTeen ? 'th' : (endings[value % 10] ?? 'th')}`;
};

/** "twenty third", "two hundred and fifth", "twelfth", "third": the number and its words. */
export function ordinalAt(reach: WordReach, at: number): Value | null {
  const word = reach.at(at);
  const single = unitOrdinals.get(word) ?? longOrdinals.get(word);
  if (single !== undefined) return { value: single, length: 1 };
  const ten = tens.get(word);
  if (ten !== undefined) {
    const unit = unitOrdinals.get(reach.at(at + 1));
    return unit === undefined ? longOrdinalAt(reach, at) : { value: ten + unit, length: 2 };
  }
  return isCardinalWord(word) || word === 'a' ? longOrdinalAt(reach, at) : null;
}

/** "one hundred twenty third", "two hundred and fifth", "five hundredth". */
function longOrdinalAt(reach: WordReach, at: number): Value | null {
  if (reach.at(at + 1) === 'hundredth') return hundredthAt(reach, at);
  const quantity = quantityAt(reach, at);
  if (quantity === null || !Number.isInteger(quantity.value) || quantity.value < 20) return null;
  const joint = reach.at(at + quantity.length) === 'and' ? 1 : 0;
  const last = lastOrdinal(reach.at(at + quantity.length + joint), quantity.value, joint === 1);
  return last === null ? null : { value: quantity.value + last, length: quantity.length + joint + 1 };
}

/** "one hundredth" is a part unless there is one of it. */
function hundredthAt(reach: WordReach, at: number): Value | null {
  const hundreds = digits.get(reach.at(at)) ?? 0;
  return hundreds === 0 || (hundreds === 1 && reach.at(at - 1) !== 'the') ? null : { value: hundreds * 100, length: 2 };
}

/** What the word adds to the number before it; null where it cannot go on with that. */
function lastOrdinal(word: string, value: number, isBehindAnd: boolean): number | null {
  const isHundreds = value % 100 === 0;
  const unit = unitOrdinals.get(word);
  if (unit !== undefined) return isHundreds || (value % 10 === 0 && !isBehindAnd) ? unit : null;
  return isHundreds ? (longOrdinals.get(word) ?? null) : null;
}

/** After these "twenty second" is a length of time. */
const beforeSeconds: ReadonlySet<string> = new Set(['a', 'an', 'another', 'each', 'every', 'this', 'that']);
/** What lasts so many seconds: "the thirty second clip". */
const lastSeconds: ReadonlySet<string> = new Set(
  'clip video rule break timer delay window pause spot ad commercial countdown interval limit warning timeout silence'.split(
    ' ',
  ),
);
const beforeFractions: ReadonlySet<string> = new Set(['a', 'an', 'and']);

/** Whether it is a part of something, or a length of time: "a tenth", "nine tenth", "a twenty second break". */
function isOther(reach: WordReach, { length }: Value): boolean {
  const before = reach.at(-1);
  if (length === 1) return isCardinalWord(before) || beforeFractions.has(before) || reach.isAt(0, 'eleventh hour');
  return reach.at(length - 1) === 'second' && (beforeSeconds.has(before) || lastSeconds.has(reach.at(length)));
}

/** From the tenth on in digits; "first" and "second" stay words, which say more than a number: "at first", "a second". */
export const writeOrdinal: Rule = (reach, style) => {
  const ordinal = ordinalAt(reach, 0);
  if (ordinal === null || isOther(reach, ordinal)) return null;
  const isWord = ordinal.length === 1 && (ordinal.value < 3 || (ordinal.value < 10 && style !== 'digits'));
  return isWord ? null : [{ text: ordinalText(ordinal.value), length: ordinal.length }];
};
