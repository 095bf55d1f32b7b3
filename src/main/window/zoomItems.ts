import type { MenuItemConstructorOptions } from 'electron';

type ZoomRole = 'zoomIn' | 'zoomOut' | 'resetZoom';

/** The keys beside those that a role has itself: "+" without Shift, where "=" is on it, and the number pad. */
const otherKeys: Readonly<Record<ZoomRole, readonly string[]>> = {
  resetZoom: ['num0'],
  zoomIn: ['=', 'numadd'],
  zoomOut: ['numsub'],
};

/** What the menu has for zooming. An item has one accelerator, so there are hidden ones for the other keys. */
export const zoomItems: readonly MenuItemConstructorOptions[] = (['resetZoom', 'zoomIn', 'zoomOut'] as const).flatMap(
  (role): MenuItemConstructorOptions[] => [
    { role },
    ...otherKeys[role].map((key) => ({ role, accelerator: `CommandOrControl+${key}`, visible: false })),
  ],
);
