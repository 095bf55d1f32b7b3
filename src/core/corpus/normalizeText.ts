import type { Alphabet } from '../alphabet';

/** What stands for a word, and is read as one. */
const spoken: Readonly<Record<string, string>> = {
  '&': ' and ',
  '%': ' percent ',
  '@': ' at ',
  '+': ' plus ',
};

const titles = new Map([
  ['mr', 'mister'],
  ['mrs', 'missus'],
  ['dr', 'doctor'],
]);

/** Letters that no decomposition takes apart. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
};

/** What is written for an apostrophe; some of them decompose to a space and an accent. */
const apostrophes = /[’‘ʼ`´]/gu;

/** What a program wrote in place of what it could not read. */
const lost = '\ufffd';

/**
 * A written sentence as the alphabet spells it: lower case, accents taken off, punctuation a space, titles spelt out, what is invisible
 * gone. Figures stay: how they were spoken is not known ("1984"), and a text that holds them is refused by `unspelt`; so do signs in
 * place of letters that were lost.
 */
export function normalizeText(text: string): string {
  // Much text for language models holds nothing else, and there is a lot of it.
  const letters = /^[a-z' ]*$/u.test(text) ? text : lettersOf(text);
  const words = letters.split(/\s+/u).map(unquoted);
  return words
    .filter((word) => word !== '')
    .map((word) => titles.get(word) ?? word)
    .join(' ');
}

/** In lower case, all but letters, figures and apostrophes a space. */
const lettersOf = (text: string): string =>
  text
    .replaceAll(apostrophes, "'")
    .normalize('NFKD')
    // Words may be parted there, and nowhere else by what is not seen.
    .replaceAll('\u200b', ' ')
    .replaceAll(/\p{Format}/gu, '')
    // Some letters hold one, such as ŉ.
    .replaceAll(apostrophes, "'")
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll(/[ßæœøłđðþ]/gu, (letter) => plainLetters[letter] ?? letter)
    .replaceAll(/[&%@+]/gu, (sign) => spoken[sign] ?? sign)
    .replaceAll(/[\p{Punctuation}\p{Symbol}]/gu, (mark) => (mark === "'" || mark === lost ? mark : ' '));

/** An apostrophe belongs to a word where letters are on both sides, and after the s or n that it ends with (boys', goin'). */
function unquoted(word: string): string {
  if (!word.includes("'")) return word;
  let [start, end] = [0, word.length];
  // A pattern for those at the end takes as long as the square of the apostrophes of a word.
  while (word[start] === "'") start += 1;
  while (end > start && word[end - 1] === "'") end -= 1;
  const bare = word.slice(start, end);
  const closes = word.endsWith("'") && !word.startsWith("'");
  return closes && /[sn]$/u.test(bare) ? `${bare}'` : bare;
}

/** The symbols of a text that the alphabet lacks, each once, in their order. */
export const unspelt = (text: string, alphabet: Alphabet): string[] => [
  ...new Set(Array.from(text).filter((symbol) => alphabet.labelOf(symbol) === undefined)),
];
