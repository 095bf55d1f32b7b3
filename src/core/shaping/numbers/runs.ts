import { isPlural, labels } from './lexicon';
import { asSaid, type Piece, type Rule } from './piece';
import { belowHundredAt, type Quantity, quantityAt } from './quantities';
import type { WordReach } from './wordReach';

/** The numbers that stand side by side from the place on. */
function runAt(reach: WordReach): Quantity[] {
  const run: Quantity[] = [];
  let end = 0;
  for (let next = quantityAt(reach, end); next !== null; next = quantityAt(reach, end)) {
    run.push(next);
    end += next.length;
  }
  return run;
}

/**
 * Numbers that no other rule writes. One is written in digits from ten on; of several side by side either all are, or, where it is not
 * plain what is meant ("six fifty", "two ten dollar bills"), none.
 */
export const writeRun: Rule = (reach, style) => {
  const run = runAt(reach);
  const [first, second] = run;
  if (first === undefined) return null;
  if (second === undefined) return writeSingle(reach, first, style === 'digits');
  const joined = run.length === 2 ? joinedText(reach, first, second, style === 'digits') : null;
  if (joined !== null) return [{ text: joined, length: first.length + second.length }];
  if (run.every(({ isSmall, value }) => !isSmall || (style === 'digits' && value > 0))) {
    return run.flatMap(({ pieces }) => pieces);
  }
  return asSaid(
    reach,
    run.reduce((sum, { length }) => sum + length, 0),
  );
};

function writeSingle(reach: WordReach, quantity: Quantity, isAllDigits: boolean): readonly Piece[] {
  const { isSmall, value, length, pieces } = quantity;
  // "fifteen hundredths", and "ten commandments", of which nobody counts more.
  if (!isSmall && /ths$|^commandments$/u.test(reach.at(length))) return asSaid(reach, length);
  if (isSmall && isName(reach, value)) return pieces;
  if (isSmall && !isAllDigits) return asSaid(reach, 1);
  // "one" is more often a word than a number.
  return halved(reach, quantity) ?? (isSmall && value === 1 ? asSaid(reach, 1) : pieces);
}

const articles: ReadonlySet<string> = new Set('a an the this that my your his her our their in on'.split(' '));

/** Whether a number of one word names what stands before it: "page five", but not "in the room five people", "number one". */
function isName(reach: WordReach, value: number): boolean {
  const label = reach.at(-1);
  if (!labels.has(label) || articles.has(reach.at(-2)) || articles.has(reach.at(-3))) return false;
  const next = reach.at(1);
  return !isPlural(next) && next !== 'of' && (value !== 1 || label !== 'number');
}

const parts = [
  ['and a half', '½'],
  ['and a quarter', '¼'],
  ['and three quarters', '¾'],
] as const;

function halved(reach: WordReach, { pieces, length }: Quantity): Piece[] | null {
  const [first] = pieces;
  const part = parts.find(([words]) => reach.isAt(length, words));
  if (part === undefined || first === undefined || pieces.length > 1 || first.text.includes('.')) return null;
  return [{ text: first.text + part[1], length: length + 3 }];
}

/** Two numbers that are one: "twenty four seven", "sixty forty", "room two fourteen", "three sixty degrees". */
function joinedText(reach: WordReach, first: Quantity, second: Quantity, isAllDigits: boolean): string | null {
  if (first.value === 24 && second.value === 7) return '24/7';
  if (first.value >= 10 && first.value + second.value === 100) return `${first.value}-${second.value}`;
  if (!isHundreds(first) || !isTens(second)) return null;
  return isOne(reach, first.length + second.length, isAllDigits) ? `${first.value}${second.value}` : null;
}

/** Behind these the second number belongs to the noun: "three twenty year olds". */
const measures = /^(?:year|month|week|day|hour|minute|second|dollar|pound|euro|foot|inch|mile|page)$/u;

/** Whether hundreds and what stands behind them are one number. */
function isOne(reach: WordReach, end: number, isAllDigits: boolean): boolean {
  const next = reach.at(end);
  if (measures.test(next)) return false;
  const isPressure = next === 'over' && belowHundredAt(reach, end + 1) !== null;
  return isAllDigits || isPressure || /^degrees?$/u.test(next) || labels.has(reach.at(-1));
}

const isHundreds = ({ isSmall, value }: Quantity): boolean => isSmall && value > 0;
const isTens = ({ value }: Quantity): boolean => value >= 10 && value < 100 && Number.isInteger(value);

/** Three or more numbers of two digits in even steps are counted out, and hold neither year nor time: "ten twenty thirty". */
export const writeCounted: Rule = (reach) => {
  const run = runAt(reach);
  let count = 0;
  while (isInStep(run, count)) count += 1;
  return count < 3 ? null : run.slice(0, count).flatMap(({ pieces }) => pieces);
};

function isInStep(run: readonly Quantity[], index: number): boolean {
  const [beforeLast, last, next] = [run[index - 2]?.value, run[index - 1]?.value, run[index]?.value ?? 0];
  if (next < 10 || next > 99 || next === last) return false;
  return beforeLast === undefined || last === undefined || next - last === last - beforeLast;
}
