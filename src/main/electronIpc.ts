import { BrowserWindow, ipcMain } from 'electron';

import type { EventName } from '../contract/channels';
import type { EventPayload } from '../contract/ipc';
import type { IpcHost } from './ipc';
import { appOrigin } from './window/appProtocol';

/** Requests of Electron's windows; trusted are those of the window's own page. */
export const electronHost: IpcHost = {
  answer: (channel, listener) => {
    ipcMain.handle(channel, (event, input: unknown) => {
      const frame = event.senderFrame;
      const sender = { url: frame?.url ?? '', isMainFrame: frame === event.sender.mainFrame };
      return listener(sender, input);
    });
  },
  isTrusted: (sender) => sender.isMainFrame && sender.url.startsWith(`${appOrigin}/`),
};

/** `tell`, with someone else who is to know that something was told. */
export const tellAlso =
  (listener: (name: EventName) => void): typeof tell =>
  (name, payload) => {
    tell(name, payload);
    listener(name);
  };

/** Tells every window. */
export function tell<Name extends EventName>(name: Name, payload: EventPayload<Name>): void {
  for (const window of BrowserWindow.getAllWindows()) window.webContents.send(name, payload);
}
