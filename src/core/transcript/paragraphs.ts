import { textOf } from '../../contract/shownText';
import type { Utterance } from '../../contract/transcript';

/** The text that is shown in paragraphs and their lines, none of them empty; an utterance as it was heard is a paragraph of its own. */
export const paragraphsOf = (utterances: readonly Utterance[]): string[][] =>
  textOf(utterances, '\n\n')
    .split(/\n{2,}/u)
    .map((paragraph) => paragraph.split('\n').map((line) => line.trim()))
    .map((lines) => lines.filter((line) => line !== ''))
    .filter((lines) => lines.length > 0);
