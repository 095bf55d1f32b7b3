import type { ExportOptions } from './exporting';

/** Without zod, because the window bundles this file. The captions are those that subtitle editors agree on. */
export const defaultExport: ExportOptions = {
  times: false,
  paragraphs: 'said',
  fromSeconds: null,
  toSeconds: null,
  captions: {
    lineCharacters: 42,
    lines: 2,
    longestMilliseconds: 7000,
    shortestMilliseconds: 833,
    pauseMilliseconds: 1500,
    gapMilliseconds: 0,
    charactersPerSecond: null,
  },
};
