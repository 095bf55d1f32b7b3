import type { ExportOptions } from '../../contract/exporting';
import type { Take } from '../../contract/transcript';
import { paragraphsOf, timedLines } from './paragraphs';

/** A page with the title and a paragraph for each that was said, or for each utterance as it was heard. */
export function formatHtml(take: Take, options: ExportOptions): string {
  const title = escapeMarkup(take.title);
  const paragraphs = paragraphsOf(take.utterances, options).map((paragraph) => {
    const lines = timedLines(paragraph, options.times);
    return `<p>${lines.map(escapeMarkup).join('<br>\n')}</p>`;
  });
  return [
    '<!doctype html>',
    '<html lang="en">',
    `<head><meta charset="utf-8"><title>${title}</title></head>`,
    '<body>',
    ...(title === '' ? [] : [`<h1>${title}</h1>`]),
    ...paragraphs,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** Text as HTML and WebVTT write it. */
export const escapeMarkup = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
