import type { ExportOptions } from '../../contract/exporting';
import type { Take } from '../../contract/transcript';
import { paragraphsOf, timedLines } from './paragraphs';

/** Markdown (CommonMark): the title as a heading, then the paragraphs; a line that was asked for ends in a backslash. */
export function formatMarkdown(take: Take, options: ExportOptions): string {
  const title = escapeMarkdown(take.title.replaceAll(/\s+/gu, ' ').trim());
  const paragraphs = paragraphsOf(take.utterances, options).map((paragraph) =>
    timedLines(paragraph, options.times).map(escapeMarkdown).join('\\\n'),
  );
  const blocks = title === '' ? paragraphs : [`# ${title}`, ...paragraphs];
  return blocks.length === 0 ? '' : `${blocks.join('\n\n')}\n`;
}

/** A backslash before what CommonMark would take for more than itself; marks of lists and headings are that at the beginning alone. */
const escapeMarkdown = (line: string): string =>
  line
    .replaceAll(/[\\`*_[\]<>&|~:@]/gu, String.raw`\$&`)
    .replace(/(?<=.)#$/su, String.raw`\#`)
    .replace(/^(?:[-+=#]|\d+(?=[.)]))/u, (mark) => (/^\d/u.test(mark) ? mark : `\\${mark}`))
    .replace(/^(\d+)([.)])/u, String.raw`$1\$2`);
