/** A number in digits, and of how many words it is made. */
export interface WrittenNumber {
  readonly text: string;
  readonly length: number;
}

const listOf = (text: string, first: number, step = 1): [string, number][] =>
  text.split(' ').map((word, index) => [word, first + index * step]);

const digits = new Map(listOf('zero one two three four five six seven eight nine', 0));
const teens = new Map(listOf('ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen', 10));
const tens = new Map(listOf('twenty thirty forty fifty sixty seventy eighty ninety', 20, 10));
const scales = new Map([
  ['thousand', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
]);
const ordinals = new Map(listOf('first second third fourth fifth sixth seventh eighth ninth', 1));

const isCardinal = (word: string): boolean => digits.has(word) || teens.has(word) || tens.has(word);
/** Words that go on a number and begin none. */
const isInside = (word: string): boolean => word === 'hundred' || scales.has(word) || ordinals.has(word);
const isJoint = (word: string): boolean => word === 'and' || word === 'point';

/**
 * How many words from `from` on belong to numbers, the joints between two of them included; null where that is not decided, because
 * the words end there and more may follow.
 */
export function numberRun(words: readonly string[], from: number, isOver: boolean): number | null {
  if (!isCardinal(words[from] ?? '')) return 0;
  let end = from + 1;
  for (let more = moreAt(words, end); more !== 0; more = moreAt(words, end)) {
    if (more === null) return isOver ? end - from : null;
    end += more;
  }
  return end - from;
}

/** How many words at `at` go on a run; null where they are not there yet. */
function moreAt(words: readonly string[], at: number): number | null {
  const [word, next] = [words[at], words[at + 1]];
  if (word === undefined) return null;
  if (isCardinal(word) || isInside(word)) return 1;
  if (!isJoint(word)) return 0;
  if (next === undefined) return null;
  return isCardinal(next) ? 2 : 0;
}

/**
 * The numbers of a run, in order, each with its words; what is no number stays as it was said. "nine two eight" is one number, 928, and
 * "nineteen eighty four" a year; a single word below ten stays a word.
 */
export function writeNumbers(run: readonly string[]): WrittenNumber[] {
  const written: WrittenNumber[] = [];
  for (let from = 0; from < run.length;) {
    const counted = countedAt(run, from);
    const next = counted.length > 0 ? counted : [numberAt(run, from) ?? { text: run[from] ?? '', length: 1 }];
    written.push(...next);
    for (const { length } of next) from += length;
  }
  return written;
}

/** Three or more numbers of two digits in even steps are counted out, and hold no year: "ten twenty thirty". Else none. */
function countedAt(run: readonly string[], from: number): WrittenNumber[] {
  const counted: Value[] = [];
  let end = from;
  for (let next = belowHundredAt(run, end); next !== null && isInStep(counted, next); next = belowHundredAt(run, end)) {
    counted.push(next);
    end += next.length;
  }
  if (counted.length < 3) return [];
  // The last one may be the beginning of a longer number, such as thirty thousand.
  const isOpen = isInside(run[end] ?? '') || run[end] === 'point';
  return counted.slice(0, isOpen ? -1 : undefined).map(({ value, length }) => ({ text: String(value), length }));
}

function isInStep(counted: readonly Value[], { value }: Value): boolean {
  const [before, last] = [counted.at(-2)?.value, counted.at(-1)?.value];
  if (value < 10 || value === last) return false;
  return before === undefined || last === undefined || value - last === last - before;
}

function numberAt(run: readonly string[], from: number): WrittenNumber | null {
  const spelt = digitsAt(run, from);
  if (spelt.length > 1) return spelt;
  const value = valueAt(run, from);
  if (value === null) return null;
  const decimals = run[from + value.length] === 'point' ? decimalsAt(run, from + value.length + 1) : null;
  if (decimals !== null) {
    return { text: `${value.value}.${decimals.text}`, length: value.length + 1 + decimals.length };
  }
  return yearAt(run, from) ?? ordinalAt(run, from, value) ?? cardinal(value);
}

interface Value {
  readonly value: number;
  readonly length: number;
}

const cardinal = ({ value, length }: Value): WrittenNumber | null =>
  length === 1 && value < 10 ? null : { text: String(value), length };

/** Digits one by one, up to one that a "hundred" or a scale follows. */
function digitsAt(run: readonly string[], from: number): WrittenNumber {
  let text = '';
  let length = 0;
  for (let digit = digits.get(run[from] ?? ''); digit !== undefined; digit = digits.get(run[from + length] ?? '')) {
    const next = run[from + length + 1] ?? '';
    if (next === 'hundred' || scales.has(next)) break;
    text += String(digit);
    length += 1;
  }
  return { text, length };
}

/** What may follow "point": digits, or one number below a hundred. */
function decimalsAt(run: readonly string[], from: number): WrittenNumber | null {
  const spelt = digitsAt(run, from);
  if (spelt.length > 0) return spelt;
  const value = belowHundredAt(run, from);
  return value === null ? null : { text: String(value.value), length: value.length };
}

/** "nineteen eighty four", "twenty twenty six". */
function yearAt(run: readonly string[], from: number): WrittenNumber | null {
  const [longestAgo, latest] = [11, 20];
  const century = belowHundredAt(run, from);
  if (century === null || century.length > 1 || century.value < longestAgo || century.value > latest) return null;
  const rest = belowHundredAt(run, from + 1);
  if (rest === null || rest.value < 10) return null;
  return { text: `${century.value}${rest.value}`, length: 1 + rest.length };
}

/** "twenty third", "one hundred first"; a single ordinal stays a word. */
function ordinalAt(run: readonly string[], from: number, { value, length }: Value): WrittenNumber | null {
  const unit = ordinals.get(run[from + length] ?? '');
  const takesUnit = value >= 20 && value % 10 === 0 && value % 100 !== 10;
  if (unit === undefined || !takesUnit) return null;
  const ending = ['th', 'st', 'nd', 'rd'][unit] ?? 'th';
  return { text: `${value + unit}${ending}`, length: length + 1 };
}

/** "two hundred and three thousand and six". */
function valueAt(run: readonly string[], from: number): Value | null {
  let total = 0;
  let length = 0;
  let smallestScale = Infinity;
  for (let group = groupAt(run, from); group !== null; group = groupAt(run, from + length, length > 0)) {
    const scale = scales.get(run[from + length + group.length] ?? '');
    if (scale === undefined) return { value: total + group.value, length: length + group.length };
    if (scale >= smallestScale) break;
    total += group.value * scale;
    length += group.length + 1;
    smallestScale = scale;
  }
  return length === 0 ? null : { value: total, length };
}

/** A number below a thousand; behind a scale there may be an "and" before one below a hundred. */
function groupAt(run: readonly string[], from: number, isBehindScale = false): Value | null {
  if (!isBehindScale || run[from] !== 'and') return belowThousandAt(run, from);
  const group = belowThousandAt(run, from + 1);
  return group === null || group.value > 99 ? null : { value: group.value, length: group.length + 1 };
}

function belowThousandAt(run: readonly string[], from: number): Value | null {
  const first = belowHundredAt(run, from);
  if (first === null || run[from + first.length] !== 'hundred') return first;
  const length = first.length + 1;
  const joint = run[from + length] === 'and' ? 1 : 0;
  const rest = belowHundredAt(run, from + length + joint);
  if (rest === null) return { value: first.value * 100, length };
  return { value: first.value * 100 + rest.value, length: length + joint + rest.length };
}

function belowHundredAt(run: readonly string[], from: number): Value | null {
  const word = run[from] ?? '';
  const small = digits.get(word) ?? teens.get(word);
  if (small !== undefined) return { value: small, length: 1 };
  const ten = tens.get(word);
  if (ten === undefined) return null;
  const unit = digits.get(run[from + 1] ?? '') ?? 0;
  return unit === 0 ? { value: ten, length: 1 } : { value: ten + unit, length: 2 };
}
