import type { ExportOptions } from '../../contract/exporting';
import type { Take } from '../../contract/transcript';
import { toCaptions } from './captions';
import { escapeMarkup } from './html';
import { formatTimestamp } from './timestamp';

/** WebVTT captions, a blank line after each (W3C, WebVTT §4). */
export function formatVtt(take: Take, { captions }: ExportOptions): string {
  const cues = toCaptions(take.utterances, captions).map((caption) => {
    const times = [caption.startMilliseconds, caption.endMilliseconds].map((time) => formatTimestamp(time, '.'));
    return [times.join(' --> '), ...caption.lines.map(escapeMarkup), ''].join('\n');
  });
  return ['WEBVTT\n', ...cues].map((block) => `${block}\n`).join('');
}
