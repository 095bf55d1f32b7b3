/** What people say letter by letter and in numbers: no book spells it out, so it is made up. The same each time. */
const ones =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = '- ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const firsts =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(
    ' ',
  );
const months = 'january february march april may june july august september october november december'.split(' ');
const minutes = ["o'clock", 'thirty', 'fifteen', 'forty five', 'ten', 'twenty', 'oh five'];
const letters = 'abcdefghijklmnopqrstuvwxyz';

/** @param {readonly string[]} words, some of which are spelt, @param {readonly string[]} names, likewise */
export function* spokenSigns(words, names) {
  const chance = drawing(1);
  const upTo = (count) => Math.floor(chance() * count);
  const pick = (from) => from[upTo(from.length)];
  const digit = () => (chance() < 0.05 ? 'oh' : ones[upTo(10)]);
  const row = (length, make) => Array.from({ length }, make).join(' ');
  const sign = () => {
    const kind = chance();
    if (kind < 0.6) return pick(letters);
    return kind < 0.8 ? digit() : numberOf(upTo(100), chance);
  };
  const kinds = [
    [20_000, () => row(1, () => [...pick(words)].join(' '))],
    [20_000, () => [...pick(names)].join(' ')],
    [12_000, () => row(3 + upTo(8), digit)],
    [8000, () => row(pick([5, 5, 7, 10]), digit)],
    [8000, () => row(3 + upTo(5), sign)],
    [6000, () => `${pick(months)} ${ordinalOf(1 + upTo(31))}${chance() < 0.7 ? ` ${yearOf(1900 + upTo(130))}` : ''}`],
    [4000, () => numberOf(upTo(chance() < 0.5 ? 100 : 10_000), chance)],
    [1500, () => `${ones[1 + upTo(12)]} ${pick(minutes)}${pick(['', ' a m', ' p m'])}`],
  ];
  for (const [count, make] of kinds) for (let made = 0; made < count; made += 1) yield make();
}

/** @param {() => number} chance whether “and” is said */
function numberOf(number, chance) {
  if (number < 20) return ones[number];
  if (number < 100) return joined(tens[Math.floor(number / 10)], number % 10, (rest) => ones[rest]);
  if (number >= 1000)
    return joined(`${ones[Math.floor(number / 1000)]} thousand`, number % 1000, (rest) => numberOf(rest, chance));
  const and = chance() < 0.5 ? 'and ' : '';
  return joined(`${ones[Math.floor(number / 100)]} hundred`, number % 100, (rest) => and + numberOf(rest, chance));
}

const joined = (front, rest, say) => (rest === 0 ? front : `${front} ${say(rest)}`);

function ordinalOf(day) {
  if (day <= 20) return firsts[day - 1];
  return day === 30 ? 'thirtieth' : `${tens[Math.floor(day / 10)]} ${firsts[(day % 10) - 1]}`;
}

function yearOf(year) {
  const [century, rest] = [Math.floor(year / 100), year % 100];
  if (year >= 2000 && year < 2010) return joined('two thousand', rest, (ending) => ones[ending]);
  const front = numberOf(century, () => 1);
  if (rest === 0) return `${front} hundred`;
  return rest < 10 ? `${front} oh ${ones[rest]}` : `${front} ${numberOf(rest, () => 1)}`;
}

/** Numbers from 0 up to 1: mulberry32 of Tommy Ettinger (2017), the same everywhere. */
function drawing(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
