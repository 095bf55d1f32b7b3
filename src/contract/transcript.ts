import { z } from 'zod';

/** One recognized word. Times are seconds from the start of the take's audio. */
export const Word = z.strictObject({
  text: z.string().min(1),
  startSeconds: z.number().nonnegative(),
  endSeconds: z.number().nonnegative(),
  /** 0 … 1, how sure the recognizer is of this word. */
  confidence: z.number().min(0).max(1),
});
export type Word = z.infer<typeof Word>;

/** Speech between two endpoints. `words` may be empty where only noise was heard. */
export const Utterance = z.strictObject({
  startSeconds: z.number().nonnegative(),
  endSeconds: z.number().nonnegative(),
  words: z.array(Word),
});
export type Utterance = z.infer<typeof Utterance>;

export const exportFormats = ['txt', 'srt', 'json'] as const;
export const ExportFormat = z.enum(exportFormats);
export type ExportFormat = z.infer<typeof ExportFormat>;

/** What take.json holds, beside audio.wav in the take's folder. */
export const Take = z.strictObject({
  version: z.literal(1),
  id: z.uuid(),
  title: z.string(),
  /** ISO 8601, UTC. */
  createdAt: z.iso.datetime(),
  /** Length of the audio. */
  seconds: z.number().nonnegative(),
  utterances: z.array(Utterance),
  /** True once the user has changed a word. */
  corrected: z.boolean(),
});
export type Take = z.infer<typeof Take>;

export const textOf = (utterances: readonly Utterance[]): string =>
  utterances.flatMap((utterance) => utterance.words.map((word) => word.text)).join(' ');
