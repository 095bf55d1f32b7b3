import { contextBridge, ipcRenderer, webUtils } from 'electron';

import { createBridge } from './bridge';
import { type DropTarget, forwardDrops } from './drops';

contextBridge.exposeInMainWorld('utter', createBridge(ipcRenderer));

/** Electron before 29 wrote the path into the file itself. */
const pathOf = (file: unknown): string =>
  (webUtils as typeof webUtils | undefined)?.getPathForFile(file as never) ??
  (file as { readonly path?: string }).path ??
  '';

// The layer has no types of the DOM, which it uses in no other place.
const { document } = globalThis as unknown as { readonly document: DropTarget };
forwardDrops(document, ipcRenderer, pathOf);
