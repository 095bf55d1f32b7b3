import { existsSync, readFileSync, writeFileSync } from 'node:fs';

import { notesFile } from './paths.mjs';

/**
 * What the set-up has found or fetched, for `utter doctor` and for the next run: `{electron, tensorflow, portaudio}`, each
 * `{version, path, source}`. Empty where it has not run; a damaged file counts as absent.
 */
export function readNotes() {
  if (!existsSync(notesFile)) return {};
  try {
    return JSON.parse(readFileSync(notesFile, 'utf8'));
  } catch {
    return {};
  }
}

export function note(name, value) {
  writeFileSync(notesFile, `${JSON.stringify({ ...readNotes(), [name]: value }, null, 2)}\n`);
}
