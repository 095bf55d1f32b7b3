import { digits, grouped, isCardinalWord, scales, teens, tens, zeros } from './lexicon';
import type { Piece } from './piece';
import type { WordReach } from './wordReach';

/** A number and of how many words it is made. */
export interface Value {
  readonly value: number;
  readonly length: number;
}

/** A number as it is written, "million" and the like a piece of its own. */
export interface Quantity extends Value {
  readonly pieces: readonly Piece[];
  /** Below ten, and said in one word: written out where nothing speaks for digits. */
  readonly isSmall: boolean;
  /** Ends with "hundred" or "thousand" and nothing after it. */
  readonly isRound: boolean;
}

export function belowHundredAt(reach: WordReach, at: number): Value | null {
  const word = reach.at(at);
  const small = digits.get(word) ?? teens.get(word);
  if (small !== undefined) return { value: small, length: 1 };
  const ten = tens.get(word);
  if (ten === undefined) return null;
  const unit = digits.get(reach.at(at + 1)) ?? 0;
  return unit === 0 ? { value: ten, length: 1 } : { value: ten + unit, length: 2 };
}

function belowThousandAt(reach: WordReach, at: number): Value | null {
  const isArticle = reach.at(at) === 'a' && reach.at(at + 1) === 'hundred';
  const first = isArticle ? { value: 1, length: 1 } : belowHundredAt(reach, at);
  if (first === null || first.value === 0 || reach.at(at + first.length) !== 'hundred') return first;
  const length = first.length + 1;
  const joint = reach.at(at + length) === 'and' ? 1 : 0;
  const rest = belowHundredAt(reach, at + length + joint);
  if (rest === null || rest.value === 0) return { value: first.value * 100, length };
  return { value: first.value * 100 + rest.value, length: length + joint + rest.length };
}

/** A number below a thousand; behind a scale there may be an "and" before one below a hundred. */
function groupAt(reach: WordReach, at: number, isBehindScale: boolean): Value | null {
  if (!isBehindScale && reach.at(at) === 'a' && scales.has(reach.at(at + 1))) return { value: 1, length: 1 };
  if (!isBehindScale || reach.at(at) !== 'and') return belowThousandAt(reach, at);
  const group = belowThousandAt(reach, at + 1);
  return group === null || group.value > 99 ? null : { value: group.value, length: group.length + 1 };
}

/** "two hundred and three thousand and six". */
function valueAt(reach: WordReach, at: number): Value | null {
  let total = 0;
  let length = 0;
  let smallestScale = Infinity;
  for (let group = groupAt(reach, at, false); group !== null; group = groupAt(reach, at + length, true)) {
    if (group.value === 0 && length > 0) break;
    const scale = scales.get(reach.at(at + length + group.length));
    if (scale === undefined) return { value: total + group.value, length: length + group.length };
    if (scale >= smallestScale) break;
    total += group.value * scale;
    length += group.length + 1;
    smallestScale = scale;
  }
  return length === 0 ? null : { value: total, length };
}

/**
 * The number that stands there, with its decimals: "twelve thousand" is 12,000, "two point five million" 2.5 million. "A hundred" and "a
 * million" are no numbers unless more follows.
 */
export function quantityAt(reach: WordReach, at: number): Quantity | null {
  const value = valueAt(reach, at);
  if (value === null) return zeroPointAt(reach, at);
  if (reach.at(at) === 'a' && (value.length === 2 || reach.at(at - 1) === 'half')) return null;
  return decimalAt(reach, at, value) ?? halfAt(reach, at, value) ?? wholeAt(reach, at, value);
}

function wholeAt(reach: WordReach, at: number, { value, length }: Value): Quantity {
  const last = reach.at(at + length - 1);
  const scale = scales.get(last) ?? 1;
  const pieces =
    scale >= 1e6 && value / scale < 1000
      ? [
          { text: String(value / scale), length: length - 1 },
          { text: last, length: 1 },
        ]
      : [{ text: grouped(value), length }];
  return {
    value,
    length,
    pieces,
    isSmall: value < 10 && length === 1,
    isRound: last === 'hundred' || last === 'thousand',
  };
}

/** "oh point five", which no cardinal begins. */
function zeroPointAt(reach: WordReach, at: number): Quantity | null {
  if (zeros.has(reach.at(at))) return decimalAt(reach, at, { value: 0, length: 1 });
  return reach.at(at) === 'point' ? pointAt(reach, at) : null;
}

/** What "point two five" stands behind, and "point twenty five of our plan" does not. */
const beforePoint: ReadonlySet<string> = new Set(
  ' is was are were be by to than from only just about around nearly almost under over below above minus negative up down'.split(
    ' ',
  ),
);

/** "point five percent", "point two five". */
function pointAt(reach: WordReach, at: number): Quantity | null {
  const decimals = decimalsAt(reach, at + 1);
  if (decimals === null) return null;
  const end = decimals.length + 1;
  const after = reach.at(at + end);
  const before = reach.at(at - 1);
  const hasUnit = ['percent', 'per', '%'].includes(after) || scales.has(after);
  const isPlainly = hasUnit ? !namesPoint.has(before) : decimals.text.length > 1 && beforePoint.has(before);
  return isPlainly ? scaledAt(reach, at, { text: `0.${decimals.text}`, length: end }) : null;
}

/** Behind these "point" is a place: "at this point five percent are gone". */
const namesPoint: ReadonlySet<string> = new Set(
  'the a an this that one some any which what every each no my your his her our their same starting turning boiling selling'.split(
    ' ',
  ),
);

/** After these "one point" is one of several, unless the decimals are plainly some. */
const beforeOnePoint: ReadonlySet<string> = new Set(['at', 'on', 'to', 'from', 'the', 'this', 'that', 'only', 'any']);

function decimalAt(reach: WordReach, at: number, { value, length }: Value): Quantity | null {
  if (reach.at(at + length) !== 'point') return null;
  const decimals = allDecimalsAt(reach, at + length);
  if (decimals.length === 0) return null;
  const end = length + decimals.length;
  const after = reach.at(at + end);
  const isPlainly = decimals.text.length > 2 || ['percent', 'per', '%'].includes(after) || scales.has(after);
  if (value === 1 && !isPlainly && beforeOnePoint.has(reach.at(at - 1))) return null;
  return scaledAt(reach, at, { text: grouped(value) + decimals.text, length: end });
}

/** ".5", and ".1.2" of a version, from a "point" on. */
function allDecimalsAt(reach: WordReach, at: number): Piece {
  let [text, length] = ['', 0];
  while (reach.at(at + length) === 'point') {
    const decimals = decimalsAt(reach, at + length + 1);
    if (decimals === null) break;
    text += `.${decimals.text}`;
    length += decimals.length + 1;
  }
  return { text, length };
}

/** A number in digits with the scale that may follow it: "2.5 million", and "2,500" for "two point five thousand". */
function scaledAt(reach: WordReach, at: number, { text, length }: Piece): Quantity {
  const word = reach.at(at + length);
  const scale = scales.get(word) ?? 1;
  const number = Number(text.replaceAll(',', ''));
  const value = Math.round(number * scale * 1000) / 1000;
  if (scale === 1) return { value, length, pieces: [{ text, length }], isSmall: false, isRound: false };
  const pieces =
    scale === 1000
      ? [{ text: grouped(value), length: length + 1 }]
      : [
          { text, length },
          { text: word, length: 1 },
        ];
  return { value, length: length + 1, pieces, isSmall: false, isRound: false };
}

/** "two and a half million", "twelve and a half percent"; elsewhere a half is no decimal. */
function halfAt(reach: WordReach, at: number, { value, length }: Value): Quantity | null {
  if (value === 0 || !reach.isAt(at + length, 'and a half')) return null;
  const after = reach.at(at + length + 3);
  if (!scales.has(after) && after !== 'percent' && !reach.isAt(at + length + 3, 'per cent')) return null;
  return scaledAt(reach, at, { text: `${grouped(value)}.5`, length: length + 3 });
}

/** What may follow "point": digits, or one number below a hundred. */
function decimalsAt(reach: WordReach, at: number): Piece | null {
  let text = '';
  for (let digit = decimalAtWord(reach, at); digit !== null; digit = decimalAtWord(reach, at + text.length))
    text += digit;
  if (text !== '') return { text, length: text.length };
  const value = belowHundredAt(reach, at);
  const isAlone = value !== null && !isCardinalWord(reach.at(at + value.length));
  return isAlone ? { text: String(value.value), length: value.length } : null;
}

const behindSighs: ReadonlySet<string> = new Set('my no yes yeah well god dear i come please'.split(' '));

function decimalAtWord(reach: WordReach, at: number): string | null {
  const word = reach.at(at);
  if (!digits.has(word) && !zeros.has(word)) return null;
  const next = reach.at(at + 1);
  // "oh" is a sigh where no digit follows, but for "two point oh".
  const isSigh = word.length < 3 && !digits.has(next) && (reach.at(at - 1) !== 'point' || behindSighs.has(next));
  const isDigit = next !== 'hundred' && (digits.has(word) || !isSigh);
  return isDigit ? String(digits.get(word) ?? 0) : null;
}
