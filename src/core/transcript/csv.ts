import { textOf } from '../../contract/shownText';
import type { Take } from '../../contract/transcript';

/** A row an utterance with words: start and end in seconds with milliseconds, and its text, always in quotation marks (RFC 4180). */
export function formatCsv(take: Take): string {
  const rows = take.utterances
    .map((utterance) => ({ ...utterance, text: textOf([utterance]) }))
    .filter(({ text }) => text !== '')
    .map(({ startSeconds, endSeconds, text }) => {
      const times = [startSeconds, endSeconds].map((seconds) => seconds.toFixed(3));
      return [...times, `"${text.replaceAll('"', '""')}"`].join(',');
    });
  return ['start,end,text', ...rows, ''].join('\n');
}
