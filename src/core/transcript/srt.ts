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
    return [index + 1, times, ...caption.lines.map(withoutTags), ''].join('\n');
  });
  return blocks.map((block) => `${block}\n`).join('');
}

/**
 * Players show nothing of what stands between angle brackets, be it a tag or not. SubRip has no way to escape them: many players show the
 * entities of HTML as they are written. A word joiner, which is seen nowhere, makes no tag of it.
 */
const withoutTags = (line: string): string => line.replaceAll('<', '<\u2060');
