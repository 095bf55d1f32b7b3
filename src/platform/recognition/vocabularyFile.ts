import { fail, ok, type Result } from '../../contract/result';
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
  const text = await readTextFile(path, { name: 'The vocabulary', failure: 'config-invalid', encoding });
  if (!text.ok) return text;
  const lines = text.value.split(lineEnd);
  // What follows the last of them would be looked along again for each where a pattern did it.
  const several = lines.findIndex((line) => /[,;\t]/u.test(line.trimEnd().slice(0, -1)));
  if (several >= 0)
    return fail(
      'config-invalid',
      `The vocabulary “${path}” is not valid: line ${several + 1} holds several; write one a line.`,
    );
  for (const [index, line] of lines.entries()) {
    const isSpelt = readTerm(line).spoken.every((sound) => {
      const spoken = normalizeText(sound);
      return spoken !== '' && unspelt(spoken, english).length === 0;
    });
    if (line.trim() === '' || isSpelt) continue;
    return fail(
      'config-invalid',
      `The vocabulary “${path}” is not valid: write line ${index + 1}, “${beginningOf(line.trim())}”, as it is spoken, in letters.`,
    );
  }
  return ok(lines.map((line) => line.trim()).filter((line) => line !== ''));
}

/** Of a line that is too long to be shown whole. */
const longestShown = 60;
const beginningOf = (line: string): string => (line.length <= longestShown ? line : `${line.slice(0, longestShown)}…`);
