import { z } from 'zod';

import { defaultShaping } from './defaultShaping';
import { defaultDesktop } from './defaultDesktop';
import { DesktopSettings } from './desktop';
import { LookAhead } from './lookAhead';
import { Shaping } from './shaping';

/** What settings.json holds. */
export const Settings = z.strictObject({
  version: z.literal(1),
  theme: z.enum(['system', 'light', 'dark']),
  /** Name of the chosen microphone; null follows the system's default. */
  microphone: z.string().nullable(),
  /** Keeps the microphone open while the window is in front, so that a take has the half second before Start. */
  preRoll: z.boolean().default(false),
  /** Whether each utterance is heard once more, whole, when it ends. Missing in files of before there was a second hearing. */
  hearsAgain: z.boolean().default(true),
  /** Null: what the model in use is made for. */
  lookAhead: LookAhead.nullable().default(null),
  /** Words and phrases to prefer, as people write them; "Kowalczyk = koval chick" says how one sounds. */
  vocabulary: z.array(z.string().max(100)).max(2000).default([]),
  /** Of the list of takes, in pixels; null: as the window sees fit. */
  listWidth: z.int().min(200).max(560).nullable().default(null),
  /** Takes that are older go, unless they are pinned; null: none does. */
  keepDays: z.int().min(1).max(3650).nullable().default(null),
  /** Missing in files of before there was any. */
  shaping: Shaping.default(defaultShaping),
  desktop: DesktopSettings.default(defaultDesktop),
});
export type Settings = z.infer<typeof Settings>;

/** The words and phrases of a file, and how many of its lines are none. */
export const TermsOfFile = z.strictObject({ terms: z.array(z.string()), refused: z.int().nonnegative() });
export type TermsOfFile = z.infer<typeof TermsOfFile>;
