import { z } from 'zod';

import { defaultShaping } from './defaultShaping';
import { Shaping } from './shaping';

/** What settings.json holds. */
export const Settings = z.strictObject({
  version: z.literal(1),
  theme: z.enum(['system', 'light', 'dark']),
  /** Name of the chosen microphone; null follows the system's default. */
  microphone: z.string().nullable(),
  /** Missing in files of before there was any. */
  shaping: Shaping.default(defaultShaping),
});
export type Settings = z.infer<typeof Settings>;

export const defaultSettings: Settings = { version: 1, theme: 'system', microphone: null, shaping: defaultShaping };
