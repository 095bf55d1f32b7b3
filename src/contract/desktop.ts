import { z } from 'zod';

/** How a key combination is written: Electron's accelerators, such as "CommandOrControl+Shift+Space". */
const Accelerator = z
  .string()
  .max(60)
  .regex(/^(?:(?:CommandOrControl|Control|Command|Alt|Shift|Super)\+)*[A-Za-z0-9]+$/);

/** How the app is reached from other programs, and what they get of the words. */
export const DesktopSettings = z.strictObject({
  /** Starts and stops a take from any program. */
  shortcut: Accelerator,
  /** The take lasts as long as the shortcut is held down. */
  shortcutIsHeld: z.boolean(),
  /** The text of a take goes to the clipboard when it is stopped. */
  copiesOnStop: z.boolean(),
  /** Settled words go into the program in front: over the clipboard, which is put back, or key by key. */
  typing: z.enum(['off', 'paste', 'keys']),
  /** Closing the window leaves the app in the tray, where there is one. */
  keepsRunning: z.boolean(),
});
export type DesktopSettings = z.infer<typeof DesktopSettings>;

/** What of these settings does not work here; as sentences for people, null where it does. */
export const DesktopState = z.strictObject({
  shortcutProblem: z.string().nullable(),
  /** False while another program has the keys. */
  shortcutWorks: z.boolean(),
  /** The keys are held down while one speaks; false also where that was chosen and it cannot be noticed that they are let go. */
  shortcutHolds: z.boolean(),
  typingProblem: z.string().nullable(),
  /** Why closing the window ends the app even so. */
  trayProblem: z.string().nullable(),
});
export type DesktopState = z.infer<typeof DesktopState>;
