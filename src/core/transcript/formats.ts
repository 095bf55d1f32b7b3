import type { ExportFormat, Take } from '../../contract/transcript';
import { formatJson } from './json';
import { formatSrt } from './srt';
import { formatTxt } from './txt';

const formats: Readonly<Record<ExportFormat, (take: Take) => string>> = {
  txt: formatTxt,
  srt: formatSrt,
  json: formatJson,
};

/** The text of an export file, UTF-8. */
export const formatTake = (take: Take, format: ExportFormat): string => formats[format](take);
