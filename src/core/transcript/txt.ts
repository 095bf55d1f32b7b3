import type { ExportOptions } from '../../contract/exporting';
import { textOf } from '../../contract/shownText';
import type { Take } from '../../contract/transcript';
import { paragraphsOf, timedLines } from './paragraphs';

/**
 * Plain text. Shaped utterances run on, with the line breaks that were said; else a line an utterance, those without words left out.
 * With times, or a paragraph for each utterance: the paragraphs, an empty line between them.
 */
export function formatTxt(take: Take, { times, paragraphs }: ExportOptions): string {
  const text =
    times || paragraphs === 'utterances'
      ? paragraphsOf(take.utterances, { paragraphs })
          .map((paragraph) => timedLines(paragraph, times).join('\n'))
          .join('\n\n')
      : textOf(take.utterances, '\n');
  return text === '' ? '' : `${text}\n`;
}
