import { readFile } from 'node:fs/promises';

import { fail, ok, type Result } from '../../contract/result';
import { english } from '../../core/alphabet';
import { normalizeText, unspelt } from '../../core/corpus/normalizeText';

/** Reads words and phrases to prefer, one a line. Fails with `config-invalid`, naming the line that nobody can pronounce. */
export async function readVocabularyFile(path: string): Promise<Result<string[]>> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return fail('config-invalid', `The vocabulary “${path}” cannot be read.`);
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    const spoken = normalizeText(line);
    if (line.trim() === '' || (spoken !== '' && unspelt(spoken, english).length === 0)) continue;
    return fail(
      'config-invalid',
      `The vocabulary “${path}” is not valid: write line ${index + 1}, “${line.trim()}”, as it is spoken, in letters.`,
    );
  }
  return ok(lines.map((line) => line.trim()).filter((line) => line !== ''));
}
