import type { ExportFormat } from '../contract/transcript';

interface FormatChoice {
  readonly format: ExportFormat;
  readonly label: string;
  readonly detail: string;
}

/** In the order in which they are offered. */
export const exportFormats: readonly FormatChoice[] = [
  { format: 'txt', label: 'Text', detail: 'The words alone, .txt' },
  { format: 'docx', label: 'Word document', detail: 'Title and paragraphs, .docx' },
  { format: 'md', label: 'Markdown', detail: 'Title and paragraphs, .md' },
  { format: 'html', label: 'Web page', detail: 'Title and paragraphs, .html' },
  { format: 'srt', label: 'Subtitles', detail: 'SubRip, .srt' },
  { format: 'vtt', label: 'Subtitles for the web', detail: 'WebVTT, .vtt' },
  { format: 'csv', label: 'Table', detail: 'Utterances with times, .csv' },
  { format: 'json', label: 'Data', detail: 'Words, times, confidence, .json' },
];

/** Which options a format has a use for. */
export const hasParagraphs = (format: ExportFormat): boolean => ['txt', 'docx', 'md', 'html'].includes(format);
export const hasCaptions = (format: ExportFormat): boolean => ['srt', 'vtt'].includes(format);

/** "1:05" or "65" as seconds; null for nothing, undefined for what is no time. */
export function secondsOf(text: string): number | null | undefined {
  if (text.trim() === '') return null;
  const parts = /^(?:(?:(\d+):)?(\d{1,2}):)?(\d+(?:[.,]\d+)?)$/u.exec(text.trim());
  if (parts === null) return undefined;
  const [, hours = '0', minutes = '0', seconds = '0'] = parts;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds.replace(',', '.'));
}
