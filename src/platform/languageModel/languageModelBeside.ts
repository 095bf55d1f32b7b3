import { existsSync } from 'node:fs';
import { dirname, join, parse } from 'node:path';

/** The language model that serves an acoustic model when none is named: beside it that of its own name, or the English one; null where there is none. */
export function languageModelBeside(modelPath: string): string | null {
  const paths = [ownLanguageModelPath(modelPath), join(dirname(modelPath), 'english.lm')];
  return paths.find((path) => existsSync(path)) ?? null;
}

/** Where the language model lies that was taught the same user's words as the acoustic model. */
export function ownLanguageModelPath(modelPath: string): string {
  const { dir, name } = parse(modelPath);
  return join(dir, `${name}.lm`);
}
