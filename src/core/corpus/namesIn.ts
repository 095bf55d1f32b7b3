import { normalizeText } from './normalizeText';

/** So often a word must stand inside a sentence, and of these so many times with a capital. */
const [fewest, leastShare] = [2, 0.95];
/** A line of which more words have a capital is a title: there they tell nothing. */
const greatestShare = 0.6;

/**
 * The words of texts that nearly always have a capital where none begins a sentence, as they are spelt when they are said. Words with other
 * capitals, such as "NATO" and "McKay", are no such names: one capital alone would be wrong.
 */
export function namesIn(texts: Iterable<string>): string[] {
  const counts = new Map<string, { capital: number; all: number }>();
  for (const text of texts) {
    for (const written of insideSentences(text)) {
      const word = normalizeText(written).replace(/'s$/u, '');
      if (!/^[a-z]{2,}$/u.test(word)) continue;
      const count = counts.get(word) ?? { capital: 0, all: 0 };
      counts.set(word, { capital: count.capital + (isCapital(written) ? 1 : 0), all: count.all + 1 });
    }
  }
  const isName = ({ capital, all }: { capital: number; all: number }): boolean =>
    all >= fewest && capital >= leastShare * all;
  return [...counts].flatMap(([word, count]) => (isName(count) ? [word] : [])).sort();
}

const isCapital = (written: string): boolean => /^\p{Lu}[\p{Ll}]+(?:['’]s)?$/u.test(written);

/** The words that begin neither a sentence nor a line nor a quotation, without their marks. */
function* insideSentences(text: string): Generator<string, void> {
  for (const line of text.split('\n')) {
    const words = line.split(/\s+/u).filter((word) => /\p{L}/u.test(word));
    if (/^\s*#/u.test(line) || isTitle(words)) continue;
    for (const [index, word] of words.entries()) {
      const before = words[index - 1];
      const isInside = before !== undefined && !isEnd(before) && /^\p{L}/u.test(word);
      if (isInside) yield upTo(/^.*[\p{L}\p{N}]/su, word);
    }
  }
}

/** Whether a sentence or a quotation ends with the word. */
function isEnd(word: string): boolean {
  const stem = upTo(/^.*[^"'”’)\]]/su, word);
  return /[.!?…:;—–»]$/u.test(stem) || /["”]/u.test(word.slice(stem.length));
}

/** Up to the last sign of a kind, which the pattern ends with: looked for from the end, a run of signs takes no more than its length. */
const upTo = (last: RegExp, word: string): string => last.exec(word)?.[0] ?? '';

const isTitle = (words: readonly string[]): boolean =>
  words.length > 1 && words.filter((word) => /^\P{L}*\p{Lu}/u.test(word)).length > greatestShare * words.length;
