import type { ExportFormat, Take } from '../../contract/transcript';
import { formatCsv } from './csv';
import { formatHtml } from './html';
import { formatJson } from './json';
import { formatMarkdown } from './markdown';
import { formatSrt } from './srt';
import { formatTxt } from './txt';
import { formatVtt } from './vtt';

const formats: Readonly<Record<ExportFormat, (take: Take) => string>> = {
  txt: formatTxt,
  md: formatMarkdown,
  html: formatHtml,
  srt: formatSrt,
  vtt: formatVtt,
  csv: formatCsv,
  json: formatJson,
};

/** The text of an export file, UTF-8. */
export const formatTake = (take: Take, format: ExportFormat): string => formats[format](take);
