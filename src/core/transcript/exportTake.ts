import { defaultExport } from '../../contract/defaultExport';
import type { ExportOptions } from '../../contract/exporting';
import type { ExportFormat, Take } from '../../contract/transcript';
import { formatDocx } from './docx';
import { formatTake } from './formats';

/** What stands in an export file. */
export async function exportTake(
  take: Take,
  format: ExportFormat,
  options: ExportOptions = defaultExport,
): Promise<string | Uint8Array> {
  return format === 'docx' ? formatDocx(take, options) : formatTake(take, format, options);
}

/** The same as text, to be looked at or copied; of what is no text the words. */
export const exportedText = (take: Take, format: ExportFormat, options: ExportOptions): string =>
  formatTake(take, format === 'docx' ? 'txt' : format, options);
