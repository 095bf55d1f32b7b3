import { join } from 'node:path';

import { BrowserWindow, screen } from 'electron';

import { appOrigin } from '../window/appProtocol';
import { webPreferences } from '../window/window';

const size = { width: 240, height: 44 };
/** From the lower edge of the screen. */
const marginPixels = 48;

/** The small window above all others that shows, while words go elsewhere, that Utter listens: level, last words, Stop. */
export class Pill {
  #window: BrowserWindow | null = null;

  /** Shows it, or takes it away. It never takes the focus from where the user writes. */
  show(isShown: boolean): void {
    if (isShown === (this.#window !== null)) return;
    if (isShown) this.#window = open();
    else {
      this.#window?.destroy();
      this.#window = null;
    }
  }
}

function open(): BrowserWindow {
  const { workArea } = screen.getDisplayNearestPoint(screen.getCursorScreenPoint());
  const window = new BrowserWindow({
    ...size,
    x: Math.round(workArea.x + (workArea.width - size.width) / 2),
    y: workArea.y + workArea.height - size.height - marginPixels,
    title: 'Utter is listening',
    show: false,
    frame: false,
    resizable: false,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    skipTaskbar: true,
    focusable: false,
    alwaysOnTop: true,
    webPreferences: { ...webPreferences, preload: join(__dirname, '../preload/index.js') },
  });
  window.setAlwaysOnTop(true, 'screen-saver');
  window.setVisibleOnAllWorkspaces(true);
  window.once('ready-to-show', () => {
    window.showInactive();
  });
  void window.loadURL(`${appOrigin}/pill.html`);
  return window;
}
