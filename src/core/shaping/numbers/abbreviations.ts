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
