import { app, BrowserWindow } from 'electron';

import { appOrigin } from './appProtocol';

/** Brings the window to the front, from wherever it is. */
export function showWindow(): void {
  const window = BrowserWindow.getAllWindows().find((each) =>
    each.webContents.getURL().startsWith(`${appOrigin}/index`),
  );
  if (window === undefined) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** Closing the window only hides it where `keepsRunning` says so; the app ends from the tray or the menu then. */
export function staysInTray(window: BrowserWindow, keepsRunning: () => boolean): void {
  let isQuitting = false;
  app.on('before-quit', () => (isQuitting = true));
  window.on('close', (event) => {
    if (isQuitting || !keepsRunning()) return;
    event.preventDefault();
    window.hide();
  });
}
