import { app, Menu, type MenuItemConstructorOptions } from 'electron';

import { zoomItems } from './zoomItems';

/** The menu: what the platform expects, so that copying, pasting and zooming have their keys. */
export function buildMenu(toggle: () => void): void {
  const template: MenuItemConstructorOptions[] = [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    {
      label: 'Dictation',
      submenu: [
        { label: 'Start or stop', click: toggle },
        { type: 'separator' },
        { role: process.platform === 'darwin' ? 'close' : 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        ...zoomItems,
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' } as const]),
      ],
    },
    { role: 'windowMenu' },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
