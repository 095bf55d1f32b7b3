import type { Utterance, Word } from './transcript';

// Without zod, because the window bundles this file.

/** The words that are shown of an utterance, with their times. */
export const shownWords = (utterance: Utterance): readonly Word[] => utterance.shaped?.words ?? utterance.words;

/**
 * The text that is shown. Shaped utterances run on, with the breaks that were asked for; one that is shown as it was heard stands
 * between two `separator`s.
 */
export function textOf(utterances: readonly Utterance[], separator = ' '): string {
  let text = '';
  let doesRunOn = false;
  for (const { words, shaped } of utterances) {
    const piece = shaped
      ? shaped.words.map((word) => word.before + word.text).join('')
      : words.map((word) => word.text).join(' ');
    if (piece === '') continue;
    if (text === '') text = piece.trimStart();
    else text += doesRunOn && shaped ? piece : separator + piece.trimStart();
    doesRunOn = shaped !== undefined;
  }
  return text;
}
