import { fail, ok, type Result } from '../../contract/result';
import type { TermsOfFile } from '../../contract/settings';
import { proseLines } from '../../contract/vocabularyProse';
import { readTerm } from '../../contract/vocabularyTerm';
import { english } from '../../core/alphabet';
import { normalizeText, unspelt } from '../../core/corpus/normalizeText';
import { lineEnd } from '../files/textDecoder';
import { readTextFile } from '../files/textFile';

/**
 * Reads words and phrases to prefer, one a line, with how it sounds after "=" where that is not as it is spelt. Fails with `config-invalid`, naming the line that nobody can pronounce, or that holds
 * several between commas.
 */
export async function readVocabularyFile(path: string, encoding?: string): Promise<Result<string[]>> {
  const lines = await readLines(path, encoding);
  return lines.ok ? termsOf(path, lines.value) : lines;
}

/** The same, of a file that may be a letter or an article: where lines of it are prose, the lines that can be no terms are left out and counted. */
export async function readTermsAmongLines(path: string): Promise<Result<TermsOfFile>> {
  const lines = await readLines(path);
  if (!lines.ok) return lines;
  const prose = proseLines(lines.value);
  if (prose.size === 0) {
    const terms = termsOf(path, lines.value);
    return terms.ok ? ok({ terms: terms.value, refused: 0 }) : terms;
  }
  const others = lines.value.filter((_, index) => !prose.has(index)).map((line) => line.trim());
  const terms = others.filter((line) => line !== '' && !holdsSeveral(line) && isSpelt(line));
  const written = lines.value.filter((line) => line.trim() !== '');
  return ok({ terms, refused: written.length - terms.length });
}

async function readLines(path: string, encoding?: string): Promise<Result<string[]>> {
  const text = await readTextFile(path, { name: 'The vocabulary', failure: 'config-invalid', encoding });
  return text.ok ? ok(text.value.split(lineEnd)) : text;
}

function termsOf(path: string, lines: readonly string[]): Result<string[]> {
  const several = lines.findIndex(holdsSeveral);
  if (several >= 0)
    return fail(
      'config-invalid',
      `The vocabulary “${path}” is not valid: line ${several + 1} holds several; write one a line.`,
    );
  const unspelled = lines.findIndex((line) => line.trim() !== '' && !isSpelt(line));
  if (unspelled >= 0)
    return fail(
      'config-invalid',
      `The vocabulary “${path}” is not valid: write line ${unspelled + 1}, “${beginningOf(lines[unspelled]?.trim() ?? '')}”, as it is spoken, in letters.`,
    );
  return ok(lines.map((line) => line.trim()).filter((line) => line !== ''));
}

// What follows the last of them would be looked along again for each where a pattern did it.
const holdsSeveral = (line: string): boolean => /[,;\t]/u.test(line.trimEnd().slice(0, -1));

const isSpelt = (line: string): boolean =>
  readTerm(line).spoken.every((sound) => {
    const spoken = normalizeText(sound);
    return spoken !== '' && unspelt(spoken, english).length === 0;
  });

/** Of a line that is too long to be shown whole. */
const longestShown = 60;
const beginningOf = (line: string): string => (line.length <= longestShown ? line : `${line.slice(0, longestShown)}…`);
