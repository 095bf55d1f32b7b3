import { join } from 'node:path';

import type { Session, WebPreferences } from 'electron';
import { app, BrowserWindow, protocol, screen, session } from 'electron';

import type { Log } from '../../platform/files/log';
import { type AppFolders, answerApp, appOrigin } from './appProtocol';
import { isWithinReach, type WindowState } from './windowState';

/** What the page may do: nothing but show itself and ask over the bridge. */
export const webPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  navigateOnDragDrop: false,
  spellcheck: false,
} as const satisfies WebPreferences;

/** Before the app is ready: gives app:// the standing of a secure origin whose media can be sought in. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ]);
}

/** Once the app is ready: the window's files from app://, and no way to anywhere else; who tries is told to the log. */
export function prepareSession(folders: AppFolders, log: Log): void {
  protocol.handle('app', (request) => answerApp(request, folders));
  forbidEverythingElse(session.defaultSession, log);
}

function forbidEverythingElse(target: Session, log: Log): void {
  target.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false);
  });
  target.setPermissionCheckHandler(() => false);
  target.setDevicePermissionHandler(() => false);
  target.webRequest.onBeforeRequest((details, answer) => {
    const isRefused = !isOwn(details.url) && !isInspector(details.url);
    // Only to whom: what was to be sent there may be words.
    if (isRefused) log.fault('request-to-network-refused', new URL(details.url).origin);
    answer({ cancel: isRefused });
  });
  target.on('will-download', (event) => {
    event.preventDefault();
  });
}

const isOwn = (url: string): boolean =>
  url.startsWith(`${appOrigin}/`) || url.startsWith('data:') || url.startsWith('blob:');

/** Electron's own developer tools, which a packaged app does not open. */
const isInspector = (url: string): boolean => !app.isPackaged && url.startsWith('devtools:');

/** For every page that is ever made: it stays where it is, opens no window and no frame of another kind. */
export function lockNavigation(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    for (const name of ['will-navigate', 'will-redirect', 'will-attach-webview'] as const) {
      // The three events have one method in common; their overloads cannot be listed in a loop.
      contents.on(name as 'will-navigate', (event) => {
        event.preventDefault();
      });
    }
  });
}

/** Makes the window and loads the page; it shows itself once there is something to see. */
export async function openWindow(state: WindowState | null): Promise<BrowserWindow> {
  const screens = screen.getAllDisplays().map((display) => display.workArea);
  const isUsable = state !== null && isWithinReach(state.bounds, screens);
  const window = new BrowserWindow({
    title: 'Utter',
    width: 1080,
    height: 720,
    ...(isUsable ? state.bounds : {}),
    minWidth: 720,
    minHeight: 480,
    show: false,
    autoHideMenuBar: true,
    webPreferences: { ...webPreferences, preload: join(__dirname, '../preload/index.js') },
  });
  window.once('ready-to-show', () => {
    if (isUsable && state.isMaximized) window.maximize();
    window.show();
  });
  await window.loadURL(`${appOrigin}/index.html`);
  return window;
}

/** What is to be remembered of the window. */
export function stateOf(window: BrowserWindow): WindowState {
  return { version: 1, bounds: window.getNormalBounds(), isMaximized: window.isMaximized() };
}
