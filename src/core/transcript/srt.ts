import type { ExportOptions } from '../../contract/exporting';
import type { Take } from '../../contract/transcript';
import { toCaptions } from './captions';
import { formatTimestamp } from './timestamp';

/** SubRip captions: numbered from 1, a blank line after each. */
export function formatSrt(take: Take, { captions }: ExportOptions): string {
  const blocks = toCaptions(take.utterances, captions).map((caption, index) => {
    const times = [caption.startMilliseconds, caption.endMilliseconds]
      .map((time) => formatTimestamp(time, ','))
      .join(' --> ');
    return [index + 1, times, ...caption.lines, ''].join('\n');
  });
  return blocks.map((block) => `${block}\n`).join('');
}
