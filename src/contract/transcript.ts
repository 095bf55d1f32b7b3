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

/** A word of the text that is shown, of one or several recognized ones: "23" has the time of "twenty three", "well," of "well comma". */
export const ShapedWord = Word.extend({
  /** What stands between the text before and this word. */
  before: z.enum(['', ' ', '\n', '\n\n']),
});
export type ShapedWord = z.infer<typeof ShapedWord>;

/** The text that is shown of an utterance: spoken commands obeyed, with capitals and spacing. What was scratched is not in it. */
export const Shaped = z.strictObject({
  words: z.array(ShapedWord),
  /** A break that was asked for and that no word has followed yet. */
  after: z.enum(['', '\n', '\n\n']),
});
export type Shaped = z.infer<typeof Shaped>;

/** Speech between two endpoints. `words` may be empty where only noise was heard. */
export const Utterance = z.strictObject({
  startSeconds: z.number().nonnegative(),
  endSeconds: z.number().nonnegative(),
  /** What was said, each word as it was heard or corrected. */
  words: z.array(Word),
  /** What is shown in place of `words`; missing where the text is shown as it was heard. */
  shaped: Shaped.optional(),
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
