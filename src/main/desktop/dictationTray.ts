import { Menu, nativeImage, nativeTheme, Tray } from 'electron';

import { drawTrayIcon, trayIconPixels, type TrayState } from './trayIcon';

export interface TrayParts {
  readonly toggle: () => void;
  readonly showWindow: () => void;
  readonly quit: () => void;
}

const titles: Readonly<Record<TrayState, string>> = {
  idle: 'Utter',
  listening: 'Utter is listening',
  trouble: 'Utter needs a look',
};

/** The app in the tray of the desktop: its state by shape, and a menu to start, stop, open and quit. */
export class DictationTray {
  readonly #parts: TrayParts;
  readonly #tray: Tray;
  #state: TrayState = 'idle';

  constructor(parts: TrayParts) {
    this.#parts = parts;
    this.#tray = new Tray(iconOf('idle'));
    this.#tray.on('click', parts.showWindow);
    nativeTheme.on('updated', this.#draw);
    this.show('idle');
  }

  get state(): TrayState {
    return this.#state;
  }

  show(state: TrayState): void {
    this.#state = state;
    this.#draw();
    this.#tray.setToolTip(titles[state]);
    this.#tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: state === 'listening' ? 'Stop' : 'Start', click: this.#parts.toggle },
        { label: 'Open Utter', click: this.#parts.showWindow },
        { type: 'separator' },
        { label: 'Quit', click: this.#parts.quit },
      ]),
    );
  }

  dispose(): void {
    nativeTheme.off('updated', this.#draw);
    this.#tray.destroy();
  }

  readonly #draw = (): void => {
    this.#tray.setImage(iconOf(this.#state));
  };
}

function iconOf(state: TrayState): Electron.NativeImage {
  const pixels = Buffer.from(drawTrayIcon(state, nativeTheme.shouldUseDarkColors ? 235 : 40));
  const icon = nativeImage.createFromBitmap(pixels, {
    width: trayIconPixels,
    height: trayIconPixels,
    scaleFactor: 2,
  });
  // A Mac colours it as the menu bar wants it.
  icon.setTemplateImage(process.platform === 'darwin');
  return icon;
}
