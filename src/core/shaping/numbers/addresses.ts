import { isNumberWord } from './lexicon';
import type { Piece, Rule } from './piece';
import type { WordReach } from './wordReach';

const endings: ReadonlySet<string> = new Set(
  'com org net edu gov io info biz dev uk co eu app ai tv ca de fr nl ch au nz ie'.split(' '),
);
const mailHosts: ReadonlySet<string> = new Set('gmail hotmail outlook yahoo icloud'.split(' '));
const mailboxes: ReadonlySet<string> = new Set('info support sales contact office hello admin service'.split(' '));
/** One of them two words before "at" tells that a mail address is meant, and no place to look at. */
const beforeNames: ReadonlySet<string> = new Set('email mail address is to contact from'.split(' '));

/** Words that are no part of an address: "look at example dot com", "the dot com bubble". */
const noNames: ReadonlySet<string> = new Set(
  (
    'the a an this that of and or but i you he she it we they me him her us them is are was were be am at on in to for by ' +
    'with from look looking find found visit check online available more see shop buy here there live based work works ' +
    'working page site website up out over connect'
  ).split(' '),
);

const isName = (word: string): boolean => /^[a-z]+$/u.test(word) && !noNames.has(word);

/** A part of an address: a word, or letters one by one ("u k"). */
function labelAt(reach: WordReach, at: number): Piece | null {
  let text = reach.at(at);
  if (!/^[a-z]+$/u.test(text)) return null;
  let length = 1;
  if (text.length > 1) return { text, length };
  for (let letter = reach.at(at + 1); /^[a-z]$/u.test(letter); letter = reach.at(at + length)) {
    text += letter;
    length += 1;
  }
  return { text, length };
}

const separators: ReadonlyMap<string, string> = new Map([
  ['dot', '.'],
  ['underscore', '_'],
]);

/** ".smith", "_jones.example": the parts that are joined to the word before. */
function tailAt(reach: WordReach, at: number): Piece & { readonly last: string } {
  let [text, length, last] = ['', 0, ''];
  for (;;) {
    const separator = separators.get(reach.at(at + length));
    const label = separator === undefined ? null : labelAt(reach, at + length + 1);
    if (separator === undefined || label === null) return { text, length, last };
    text += separator + label.text;
    length += 1 + label.length;
    last = label.text;
  }
}

/** Whether it is an ending of an address: a known one, or a country's two letters told one by one. */
const isEnding = ({ last, text }: { readonly last: string; readonly text: string }): boolean =>
  endings.has(last) && !text.includes('_');

/** "at example dot com" as "@example.com". */
function hostAt(reach: WordReach, at: number): Piece | null {
  if (reach.at(at) !== 'at') return null;
  const label = labelAt(reach, at + 1);
  if (label === null) return null;
  const tail = tailAt(reach, at + 1 + label.length);
  return isEnding(tail) ? { text: `@${label.text}${tail.text}`, length: 1 + label.length + tail.length } : null;
}

/** "anna dot smith at example dot com" and "example dot com": what follows the first word joins it, which need not wait for that. */
export const writeAddress: Rule = (reach) => {
  const [word, before] = [reach.at(0), reach.at(-1)];
  if (/^[a-z]$/u.test(word)) return writeSpelt(reach);
  if (word === 'www') return reach.at(1) === 'dot' ? [{ text: 'www', length: 1 }] : null;
  if (word === 'at') return writeHost(reach, before);
  if (!separators.has(word) || !isName(before)) return null;
  const tail = tailAt(reach, 0);
  if (tail.length === 0) return null;
  const host = hostAt(reach, tail.length);
  if (host !== null) return [{ text: tail.text + host.text, length: tail.length + host.length }];
  return isEnding(tail) ? [{ text: tail.text, length: tail.length }] : null;
};

function writeHost(reach: WordReach, name: string): Piece[] | null {
  if (!isName(name) || isNumberWord(name)) return null;
  const isTold = beforeNames.has(reach.at(-2)) || mailboxes.has(name);
  if (!isTold && !mailHosts.has(reach.at(1))) return null;
  const host = hostAt(reach, 0);
  return host === null ? null : [host];
}

/** "j smith at example dot com", "a n n a at example dot com". */
function writeSpelt(reach: WordReach): Piece[] | null {
  const letters = labelAt(reach, 0);
  if (letters === null || (letters.length === 1 && /[aio]/u.test(letters.text))) return null;
  const word = reach.at(letters.length);
  const name = word !== 'at' && isName(word) ? word : '';
  const length = letters.length + (name === '' ? 0 : 1);
  const host = hostAt(reach, length);
  return host === null ? null : [{ text: letters.text + name + host.text, length: length + host.length }];
}
