import { readFile } from 'node:fs/promises';

import { fail, ok, type Result } from '../../contract/result';
import { choosePrompts, type PromptWishes } from '../../core/voice/choosePrompts';

/**
 * Sentences to read aloud next.
 *
 * @param path the list that comes with Utter, `prompts/english.txt`: a sentence a line
 */
export async function nextPrompts(path: string, wishes: PromptWishes): Promise<Result<string[]>> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return fail('corpus-invalid', `The sentences in “${path}” cannot be read.`);
  const sentences = text.split(/\r?\n/u).filter((line) => line.trim() !== '');
  return ok(choosePrompts(sentences, wishes));
}
