import { once } from 'node:events';

import { app, BrowserWindow } from 'electron';

import { settledWithin } from '../processes/settledWithin';
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

/** Closing the window only hides it where `keepsRunning` says so and there is a tray; the app ends from there or the menu then. */
export function staysInTray(
  window: BrowserWindow,
  keepsRunning: () => boolean,
  findTray: () => Promise<boolean>,
): void {
  let isQuitting = false;
  app.on('before-quit', () => (isQuitting = true));
  window.on('close', (event) => {
    if (isQuitting || !keepsRunning()) return;
    event.preventDefault();
    void findTray().then((isFound) => {
      if (isFound) window.hide();
      else app.quit();
    });
  });
}

/** A page that has hung, or a question of the system that nobody answers, keeps nobody from leaving. */
const leavingMilliseconds = 1000;

/**
 * Closes the window for good. Its page hands in what was typed last and not yet kept, which is kept when this resolves.
 *
 * @param answered waits until no request is being answered any more
 */
export async function leaveWindow(window: BrowserWindow, answered: () => Promise<void>): Promise<void> {
  if (!window.isDestroyed()) {
    const closed = once(window, 'closed');
    window.close();
    if (!(await settledWithin(closed, leavingMilliseconds))) window.destroy();
  }
  await settledWithin(answered(), leavingMilliseconds);
}
