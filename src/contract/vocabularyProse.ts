import { readTerm } from './vocabularyTerm';

// Without zod, because the window bundles this file.

/** Names of societies and titles of books have as many words; a line of prose has more. */
const mostTermWords = 8;
/** A line, or several on an average, with as many words and the end of a sentence is prose. "Gardens of St. Mary" has no such end. */
const leastProseWords = 4;

/**
 * A word that begins small and the mark, or a long one and a full stop; then nothing, or a word that begins large. What is abbreviated in
 * names is short and begins large.
 */
const sentenceEnd = /(?<![\p{L}'’])(?:\p{Ll}[\p{L}'’]+[.!?]|\p{Lu}[\p{L}'’]{5,}\.)["”’)]*(?:$|\s+["“‘(]*\p{Lu})/u;

/**
 * Which of the lines are no words or phrases but text: those that are longer than a term or a sentence, and all that stand together,
 * without an empty line or a "=" between them, where text was broken into short ones.
 */
export function proseLines(lines: readonly string[]): ReadonlySet<number> {
  const found = new Set<number>();
  let block: number[] = [];
  const close = (): void => {
    if (isRunningText(block.map((index) => lines[index] ?? ''))) for (const index of block) found.add(index);
    block = [];
  };
  for (const [index, line] of lines.entries()) {
    if (isProse(line)) found.add(index);
    if (line.trim() === '' || line.includes('=')) close();
    else block.push(index);
  }
  close();
  return found;
}

function isProse(line: string): boolean {
  const { written } = readTerm(line);
  const count = wordsIn(written);
  return count > mostTermWords || (count >= leastProseWords && sentenceEnd.test(written));
}

/** Lines that begin in mid-sentence begin small, as those of names seldom do. */
function isRunningText(lines: readonly string[]): boolean {
  const words = lines.reduce((sum, line) => sum + wordsIn(line), 0);
  const small = lines.filter((line) => /^[\s"“‘(]*\p{Ll}/u.test(line)).length;
  const isLike = lines.length > 1 && words >= leastProseWords * lines.length && small * 2 >= lines.length;
  return isLike && lines.some((line) => sentenceEnd.test(line.trim()));
}

const wordsIn = (text: string): number => (text.match(/\S+/gu) ?? []).length;
