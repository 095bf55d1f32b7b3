/** One thing that a query asks for; a take is found that has them all. */
export interface SearchTerm {
  /** Words that stand one after the other, folded as the index folds them: lower case, no accents. None: `literal` alone is looked for. */
  readonly parts: readonly string[];
  /** Whether the last of them is meant whole, and not as the beginning of a word. */
  readonly isWhole: boolean;
  /** Where it is looked for alone: in the tags, where it was written with "#", or among the words with an apostrophe within. */
  readonly column: 'tags' | 'contractions' | null;
  /** What has to stand there as it is, for its signs; the index of words has none. Null where letters say it all. */
  readonly literal: string | null;
}

/**
 * What a query asks for: a word is the beginning of one, a word with an apostrophe or a hyphen is looked for as a whole, and so is what
 * stands between quotation marks. Signs count where they mean something, or where there is nothing else. Without zod, because the window
 * bundles this file.
 */
export function searchTerms(query: string): SearchTerm[] {
  const terms = [...query.matchAll(tokens)]
    .map(termOf)
    .filter(({ parts, literal }) => parts.length > 0 || literal !== null);
  const told = terms.filter(({ parts, literal }) => parts.length > 0 || meaningfulSign.test(literal ?? ''));
  return (told.length > 0 ? told : terms).slice(0, mostTerms);
}

/** Which of the words of a text are what the query looks for, those of a phrase one by one. */
export function hitWords(words: readonly string[], terms: readonly SearchTerm[]): boolean[] {
  const isHit = words.map(() => false);
  words.forEach((_, at) => isHit.fill(true, at, at + hitLength(words, at, terms)));
  return isHit;
}

/** The place of the first word that is a hit; −1 where none is. */
export const firstHit = (words: readonly string[], terms: readonly SearchTerm[]): number =>
  words.findIndex((_, at) => hitLength(words, at, terms) > 0);

/** Its words with an apostrophe within, each as one word of letters alone, which the index does not take apart. */
export const contractionsOf = (text: string): string[] =>
  (text.match(/[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}\p{N}]+)+/gu) ?? []).map(joined);

const mostTerms = 20;
/** Words between quotation marks, the last of which may still be missing, or one word; "#" before either. */
const tokens = /(#?)(?:["“”„]([^"“”„]*)(["“”„]?)|(\S+))/gu;
/** "C++", "C#", "€", an emoji; marks of sentences are none. */
const meaningfulSign = /[\p{S}#]/u;
/** An apostrophe that counts as a letter, U+02BC. */
const letterApostrophe = 'ʼ';

const joined = (word: string): string => word.replace(/['’]/gu, letterApostrophe);

function termOf([, hash = '', quoted, closing, word = '']: RegExpExecArray): SearchTerm {
  const literal = meaningfulSign.test(word) ? word : null;
  if (quoted !== undefined)
    return { parts: foldedWords(quoted), isWhole: closing !== '', column: columnOf(hash), literal };
  const parts = foldedWords(word);
  if (parts.length === 0) return { parts, isWhole: false, column: null, literal: hash + word };
  const whole = foldedWords(contractionsOf(word)[0] ?? '');
  const isContraction = hash === '' && whole.length === 1 && foldedWords(joined(word)).length === 1;
  if (isContraction) return { parts: whole, isWhole: false, column: 'contractions', literal };
  return { parts, isWhole: false, column: columnOf(hash), literal };
}

const columnOf = (hash: string): 'tags' | null => (hash === '' ? null : 'tags');

/** Over how many words the longest hit goes that begins in the word at a place; 0 where none does. */
function hitLength(words: readonly string[], at: number, terms: readonly SearchTerm[]): number {
  return Math.max(0, ...terms.filter(({ column }) => column !== 'tags').map((term) => lengthOf(term, words, at)));
}

function lengthOf(term: SearchTerm, words: readonly string[], at: number): number {
  const word = words[at] ?? '';
  if (term.literal !== null) return word.toLowerCase().includes(term.literal.toLowerCase()) ? 1 : 0;
  const within = foldedWords(term.column === 'contractions' ? joined(word) : word);
  const lengths = within.map((_, from) => {
    let length = 1;
    let left = within.slice(from);
    while (left.length < term.parts.length && at + length < words.length) {
      if (!isBegun(term, left)) return 0;
      left = [...left, ...foldedWords(words[at + length] ?? '')];
      length += 1;
    }
    return left.length >= term.parts.length && isBegun(term, left) ? length : 0;
  });
  return Math.max(0, ...lengths);
}

/** Whether words are what a term asks for, as far as they go. */
const isBegun = ({ parts, isWhole }: SearchTerm, words: readonly string[]): boolean =>
  parts
    .slice(0, words.length)
    .every((part, index) =>
      index === parts.length - 1 && !isWhole ? words[index]?.startsWith(part) === true : words[index] === part,
    );

const foldedWords = (text: string): string[] =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
