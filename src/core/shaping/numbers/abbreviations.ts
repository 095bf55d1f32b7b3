import { isNumberWord } from './lexicon';
import { asSaid, type Piece, type Rule } from './piece';
import type { WordReach } from './wordReach';

/** Those that begin or end with a letter that is a word as well: "a", "i", "o". */
const known: ReadonlySet<string> = new Set(
  (
    'abc acl ada aids ama aol api apa asap atm aaa ac ai it iq ip iv ibm icu imf ios ipo ira irs isp ok oecd oj cia cpa dna ' +
    'epa faa fda mba mla nasa nba ncaa nra nsa pa pga phd pta rna uae usda va voa wha ymca fbi cgi gui ui wifi mri'
  ).split(' '),
);

/** Known only behind some words: "his id", "seventy ad". */
const articles: ReadonlySet<string> = new Set('an the my your his her our their photo user no'.split(' '));

/** With a digit behind them they are one word. */
const knownWithDigit: ReadonlyMap<string, string> = new Map([
  ['mp three', 'MP3'],
  ['mp four', 'MP4'],
  ['co two', 'CO2'],
]);

/** Digits and a letter that are one word. */
const fixed = [
  ['three g', '3G'],
  ['four g', '4G'],
  ['five g', '5G'],
  ['four k', '4K'],
  ['eight k', '8K'],
  ['two d', '2D'],
  ['three d', '3D'],
  ['g seven', 'G7'],
  ['g eight', 'G8'],
  ['g twenty', 'G20'],
  ['b twelve', 'B12'],
  ['h two o', 'H2O'],
  ['q one', 'Q1'],
  ['q two', 'Q2'],
  ['q three', 'Q3'],
  ['q four', 'Q4'],
] as const;

/** "five g" is 5G, unless more letters follow. */
export const writeDigitAndLetter: Rule = (reach) => {
  const found = fixed.find(([words]) => reach.isAt(0, words));
  if (found === undefined) return null;
  const length = found[0].split(' ').length;
  const next = reach.at(length);
  // Behind a quarter of a year stands the year.
  const goesOn = /^[a-z]$/u.test(next) || (isNumberWord(next) && !found[1].startsWith('Q'));
  return goesOn ? null : [{ text: found[1], length }];
};

/** No noun that an "a" belongs to begins with these, so that an "a" before them is a letter; nothing is the end. */
const afterNouns: ReadonlySet<string> = new Set([
  '',
  ...'is are was were has had and or but to in for with as at of on by that which who the when where from will can would did does'.split(
    ' ',
  ),
]);

/** Behind these, or before those, "a i" is somebody who begins anew. */
const beforeStutter: ReadonlySet<string> = new Set(['a', 'i']);
const afterMe: ReadonlySet<string> = new Set('am think have know mean guess'.split(' '));

/** More letters than that are a word that is spelt. */
const mostLetters = 5;

/** The letters that stand one by one from the place on, the last perhaps with 's. */
function lettersAt(reach: WordReach): string[] {
  const letters: string[] = [];
  for (let word = reach.at(0); /^[a-z](?:'s)?$/u.test(word); word = reach.at(letters.length)) {
    letters.push(word);
    if (word.length > 1) break;
  }
  return letters;
}

function isKnown(reach: WordReach, text: string): boolean {
  if (text === 'ad') return isNumberWord(reach.at(-1));
  if (text === 'id') return articles.has(reach.at(-1));
  if (text === 'ai') return !beforeStutter.has(reach.at(-1)) && !afterMe.has(reach.at(2));
  return known.has(text);
}

/** The letters without a last one that is rather a word. */
function withoutWord(reach: WordReach, letters: readonly string[]): readonly string[] {
  const last = letters.at(-1) ?? '';
  if (!['a', 'i'].includes(last) || isKnown(reach, letters.join(''))) return letters;
  return last === 'a' && letters.length > 2 && afterNouns.has(reach.at(letters.length))
    ? letters
    : letters.slice(0, -1);
}

const isAlphabet = (text: string): boolean =>
  text.length > 3 && Array.from(text).every((letter, index) => index === 0 || letter > (text[index - 1] ?? ''));

/** "u s a" is USA, "b b c" BBC; a letter that may be a word begins and ends only abbreviations that are known. */
export const writeAbbreviation: Rule = (reach) => {
  const said = lettersAt(reach);
  if (said.length < 2) return null;
  if (said.join('') === 'www') return [{ text: 'www', length: 3 }];
  if (said.length > mostLetters || isAlphabet(said.join(''))) {
    return said.map((letter) => ({ text: letter.toUpperCase(), length: 1 }));
  }
  return joined(reach, withoutWord(reach, said));
};

function joined(reach: WordReach, letters: readonly string[]): Piece[] | null {
  const { length } = letters;
  const text = letters.join('').replace(/'s$/u, '');
  if (length < 2 || (/^[aio]/u.test(text) && !isKnown(reach, text))) return null;
  // One letter again and again is no abbreviation but somebody who seeks for a word.
  if (/^(.)\1+$/u.test(text) && !known.has(text)) return asSaid(reach, length);
  const withDigit = knownWithDigit.get(`${text} ${reach.at(length)}`);
  if (withDigit !== undefined) return [{ text: withDigit, length: length + 1 }];
  const isAddress = reach.at(length) === 'dot';
  const ending = letters.at(-1)?.slice(1) ?? '';
  return [{ text: (isAddress ? text : text.toUpperCase()) + ending, length }];
}
