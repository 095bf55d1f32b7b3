import { defaultExport } from '../../contract/defaultExport';
import type { ExportOptions } from '../../contract/exporting';
import type { Take, TextFormat } from '../../contract/transcript';
import { formatCsv } from './csv';
import { formatHtml } from './html';
import { formatJson } from './json';
import { formatMarkdown } from './markdown';
import { formatSrt } from './srt';
import { formatTxt } from './txt';
import { formatVtt } from './vtt';
import { within } from './within';

const formats: Readonly<Record<TextFormat, (take: Take, options: ExportOptions) => string>> = {
  txt: formatTxt,
  md: formatMarkdown,
  html: formatHtml,
  srt: formatSrt,
  vtt: formatVtt,
  csv: formatCsv,
  json: formatJson,
};

/** The text of an export file, UTF-8. */
export const formatTake = (take: Take, format: TextFormat, options: ExportOptions = defaultExport): string =>
  formats[format](within(take, options.fromSeconds, options.toSeconds), options);
