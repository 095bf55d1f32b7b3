import { resolve } from 'node:path';

/**
 * The sound files among the arguments of the app, as its desktop gives them; its own folder, switches and words are none.
 *
 * @param soundName what the names of sound files match
 */
export const openedFiles = (words: readonly string[], workingFolder: string, soundName: RegExp): string[] =>
  words
    .slice(1)
    .filter((word) => !word.startsWith('-') && soundName.test(word))
    .map((word) => resolve(workingFolder, word));
