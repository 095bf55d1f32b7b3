import type { DesktopSettings } from './desktop';

/** Without zod, because the window bundles this file. */
export const defaultDesktop: DesktopSettings = {
  shortcut: 'CommandOrControl+Shift+Space',
  shortcutIsHeld: false,
  copiesOnStop: false,
  typing: 'off',
  keepsRunning: false,
};
