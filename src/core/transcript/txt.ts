import { textOf } from '../../contract/shownText';
import type { Take } from '../../contract/transcript';

/** Plain text: shaped utterances run on, with the line breaks that were said; else a line an utterance, those without words left out. */
export function formatTxt(take: Take): string {
  const text = textOf(take.utterances, '\n');
  return text === '' ? '' : `${text}\n`;
}
