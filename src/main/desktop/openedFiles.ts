import { isAbsolute, resolve } from 'node:path';

import { filesSwitch } from '../../contract/filesSwitch';

interface Opening {
  readonly workingFolder: string;
  /** What Electron was told to run stands among the arguments, too. */
  readonly appFolder: string;
  /** What the names of sound files match. */
  readonly soundName: RegExp;
}

/**
 * The files among the arguments of the app, as its desktop and `utter open` give them: those called as sound files are, and with the
 * switch all paths. Chromium may put switches elsewhere than they stood.
 */
export function openedFiles(words: readonly string[], { workingFolder, appFolder, soundName }: Opening): string[] {
  const isOpening = words.includes(filesSwitch);
  return words
    .slice(1)
    .filter((word) => !word.startsWith('-') && (soundName.test(word) || (isOpening && isAbsolute(word))))
    .map((word) => resolve(workingFolder, word))
    .filter((path) => path !== resolve(appFolder));
}
