import { app, globalShortcut, Menu, type MenuItemConstructorOptions } from 'electron';

export const toggleShortcut = 'CommandOrControl+Shift+Space';

/** The menu: what the platform expects, so that copying, pasting and zooming have their keys. */
export function buildMenu(toggle: () => void): void {
  const template: MenuItemConstructorOptions[] = [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    {
      label: 'Dictation',
      submenu: [
        { label: 'Start or stop', accelerator: toggleShortcut, registerAccelerator: false, click: toggle },
        { type: 'separator' },
        { role: process.platform === 'darwin' ? 'close' : 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' } as const]),
      ],
    },
    { role: 'windowMenu' },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

/** Start or stop from whichever program is in front. False when another program has the keys. */
export function registerToggleShortcut(toggle: () => void): boolean {
  app.on('will-quit', () => {
    globalShortcut.unregisterAll();
  });
  return globalShortcut.register(toggleShortcut, toggle);
}
