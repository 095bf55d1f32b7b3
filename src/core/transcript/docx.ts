import { Document, HeadingLevel, Packer, Paragraph, TextRun } from 'docx';

import type { ExportOptions } from '../../contract/exporting';
import type { Take } from '../../contract/transcript';
import { paragraphsOf } from './paragraphs';
import { formatClock } from './timestamp';
import { within } from './within';

/** A Word document: the title as a heading, then the paragraphs, with their times in grey where that is wished. */
export async function formatDocx(take: Take, options: ExportOptions): Promise<Uint8Array> {
  const { utterances, title } = within(take, options.fromSeconds, options.toSeconds);
  const paragraphs = paragraphsOf(utterances, options).map(
    ({ startSeconds, lines }) =>
      new Paragraph({
        spacing: { after: 160 },
        children: [
          ...(options.times ? [new TextRun({ text: `${formatClock(startSeconds)}  `, color: '767676' })] : []),
          ...lines.map((line, index) => new TextRun({ text: plain(line), ...(index > 0 && { break: 1 }) })),
        ],
      }),
  );
  const heading = title === '' ? [] : [new Paragraph({ text: plain(title), heading: HeadingLevel.HEADING_1 })];
  const document = new Document({
    title: plain(title),
    creator: 'Utter',
    sections: [{ children: [...heading, ...paragraphs] }],
  });
  return new Uint8Array(await Packer.toArrayBuffer(document));
}

/** XML has no room for control characters, however they came into a text. */
const plain = (text: string): string => text.replace(/[^\P{Cc}\t]/gu, '');
