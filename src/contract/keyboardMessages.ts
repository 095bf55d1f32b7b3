import { z } from 'zod';

import { FailureSchema } from './failureSchema';

/** Where a program has what it pastes from: most have it from the clipboard, terminals of X11 from the selection. */
export const PasteSource = z.enum(['clipboard', 'selection']);
export type PasteSource = z.infer<typeof PasteSource>;

/** Main → keyboard process. Each is answered, in order: `find-front` by `front`, `find-source` by `source`, the others by `done`; or by `failed`. */
export const KeyboardCommand = z.discriminatedUnion('type', [
  /** Looks which window is in front. */
  z.strictObject({ type: z.literal('find-front') }),
  /** Looks where the program in front pastes from. */
  z.strictObject({ type: z.literal('find-source') }),
  /** Presses what pastes in the program in front. */
  z.strictObject({ type: z.literal('paste'), from: PasteSource }),
  /** Types the text, key by key. */
  z.strictObject({ type: z.literal('type'), text: z.string() }),
  /** Presses Backspace so often. */
  z.strictObject({ type: z.literal('erase'), count: z.int().positive() }),
  /** Tells from now on when this combination, an accelerator, is let go; of no other key anything is told or kept. */
  z.strictObject({ type: z.literal('watch'), accelerator: z.string() }),
]);
export type KeyboardCommand = z.infer<typeof KeyboardCommand>;

/** Keyboard process → main. */
export const KeyboardEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('done') }),
  /** Something that is the same as long as the same window is in front; null where that cannot be told. */
  z.strictObject({ type: z.literal('front'), window: z.string().nullable() }),
  z.strictObject({ type: z.literal('source'), from: PasteSource }),
  z.strictObject({ type: z.literal('failed'), failure: FailureSchema }),
  z.strictObject({ type: z.literal('released') }),
]);
export type KeyboardEvent = z.infer<typeof KeyboardEvent>;
