import { z } from 'zod';

/** How a take is written into a file. What a format has no use for is passed over. */
export const ExportOptions = z.strictObject({
  /** When each paragraph begins stands before it: text, Markdown, web page, Word. */
  times: z.boolean(),
  /** As they were said, or one for each utterance. */
  paragraphs: z.enum(['said', 'utterances']),
  /** Seconds of the take; null: from its beginning, to its end. */
  fromSeconds: z.number().nonnegative().nullable(),
  toSeconds: z.number().nonnegative().nullable(),
  captions: z.strictObject({
    lineCharacters: z.int().min(16).max(80),
    lines: z.union([z.literal(1), z.literal(2)]),
    longestMilliseconds: z.int().min(1000).max(30_000),
    /** Where the next caption leaves room for it, as for the time to read it. */
    shortestMilliseconds: z.int().min(0).max(5000),
    /** A silence this long ends a caption. */
    pauseMilliseconds: z.int().min(200).max(10_000),
    /** Between two captions, where the words leave it. */
    gapMilliseconds: z.int().min(0).max(1000),
    /** How fast is read; null: as fast as is spoken. */
    charactersPerSecond: z.int().min(5).max(60).nullable(),
  }),
});
export type ExportOptions = z.infer<typeof ExportOptions>;
