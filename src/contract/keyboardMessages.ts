import { z } from 'zod';

import { FailureSchema } from './failureSchema';

/** Main → keyboard process. Each is answered by `done` or `failed`, in order. */
export const KeyboardCommand = z.discriminatedUnion('type', [
  /** Presses what pastes in the program in front. */
  z.strictObject({ type: z.literal('paste') }),
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
  z.strictObject({ type: z.literal('failed'), failure: FailureSchema }),
  z.strictObject({ type: z.literal('released') }),
]);
export type KeyboardEvent = z.infer<typeof KeyboardEvent>;
