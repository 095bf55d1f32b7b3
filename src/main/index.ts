import { join } from 'node:path';

import { app, BrowserWindow, dialog, ipcMain, MessageChannelMain } from 'electron';

import type { EventName } from '../contract/channels';
import type { EventPayload, RequestHandlers } from '../contract/ipc';
import { fail, ok } from '../contract/result';
import { CaptureEvent, RecognizerEvent } from '../contract/workerMessages';
import { type Log, openLog } from '../platform/log';
import { ModelStore } from '../platform/modelStore';
import { SettingsStore } from '../platform/settingsStore';
import { TakeStore } from '../platform/takeStore';
import captureModulePath from '../worker/capture?modulePath';
import recognizerModulePath from '../worker/recognizer?modulePath';
import { appOrigin } from './appProtocol';
import { Dictation } from './dictation';
import { forkerOf } from './forkWorker';
import { type IpcHost, serveRequests } from './ipc';
import { buildMenu, registerToggleShortcut } from './menu';
import { modelsHandlers } from './models';
import { takesHandlers } from './takes';
import { lockNavigation, openWindow, prepareSession, registerAppScheme, stateOf } from './window';
import { readWindowState, writeWindowState } from './windowState';

// Composition root: the only file that constructs and connects.

const ownUserFolder = process.env['UTTER_USER_DATA'];
if (ownUserFolder !== undefined && ownUserFolder !== '') app.setPath('userData', ownUserFolder);

registerAppScheme();
// As root, Chromium runs with --no-sandbox alone, and then refuses to start a process that is to have one.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
lockNavigation();

// Two instances would write the same library.
if (app.requestSingleInstanceLock()) {
  app.on('second-instance', showWindow);
  void app.whenReady().then(run);
} else {
  app.quit();
}

async function run(): Promise<void> {
  const userFolder = app.getPath('userData');
  const log = openLog(join(userFolder, 'logs', 'utter.log'));
  log.event('started', { version: app.getVersion(), electron: process.versions.electron });
  process.on('unhandledRejection', (cause) => {
    log.fault('unhandled-rejection', cause);
  });
  const settings = await SettingsStore.open(userFolder);
  const takes = new TakeStore(userFolder);
  const mended = await takes.recover();
  if (mended.length > 0) log.event('takes-recovered', { count: mended.length });

  const models = new ModelStore(userFolder, bundledModelPath());
  const inUse = { path: models.path((await models.used()).id) };
  const dictation = makeDictation({ takes, settings, log, modelPath: () => inUse.path });
  const handlers = {
    ...makeHandlers(dictation, takes, settings),
    ...makeModelsHandlers(dictation, models, inUse),
  };
  serveRequests(electronHost, handlers, log);
  prepareSession({
    window: join(app.getAppPath(), 'out', 'renderer'),
    wavPath: (id) => takes.wavPath(id),
  });
  dictation.open();

  const toggle = (): void => {
    void (dictation.takeId === null ? dictation.start(settings.settings.microphone) : dictation.stop());
  };
  buildMenu(toggle);
  if (!registerToggleShortcut(toggle)) log.event('shortcut-taken');
  const window = await openWindow(await readWindowState(userFolder));
  const prepare = dictation.prepare.bind(dictation);
  window.on('focus', prepare).on('blur', prepare);
  let windowState = stateOf(window);
  window.on('close', () => {
    windowState = stateOf(window);
  });
  app.on('window-all-closed', () => {
    app.quit();
  });
  quitAfter(async () => {
    if (!window.isDestroyed()) window.off('focus', prepare).off('blur', prepare);
    if (dictation.takeId !== null) await dictation.stop();
    dictation.dispose();
    const written = await writeWindowState(userFolder, window.isDestroyed() ? windowState : stateOf(window));
    if (!written.ok) log.event('window-state-lost', { code: written.error.code });
  }, log);
}

interface DictationParts {
  readonly takes: TakeStore;
  readonly settings: SettingsStore;
  readonly log: Log;
  readonly modelPath: () => string;
}

function makeDictation({ takes, settings, log, modelPath }: DictationParts): Dictation {
  return new Dictation({
    forkCapture: forkerOf({ name: 'capture', modulePath: captureModulePath, schema: CaptureEvent }, log),
    forkRecognizer: forkerOf({ name: 'recognizer', modulePath: recognizerModulePath, schema: RecognizerEvent }, log),
    modelPath,
    openLine: () => {
      const { port1, port2 } = new MessageChannelMain();
      return [port1, port2];
    },
    takes,
    tell,
    shaping: () => settings.settings.shaping,
    terms: () => settings.settings.vocabulary,
    readyMicrophone: () => {
      const { preRoll, microphone } = settings.settings;
      return preRoll && BrowserWindow.getFocusedWindow() !== null ? { deviceName: microphone } : null;
    },
  });
}

/** The model that comes with the app; from a checkout, another one may be named. */
function bundledModelPath(): string {
  const bundled = join('models', 'english.utter');
  if (app.isPackaged) return join(process.resourcesPath, bundled);
  return process.env['UTTER_MODEL'] ?? join(app.getAppPath(), 'resources', bundled);
}

function makeModelsHandlers(
  dictation: Dictation,
  store: ModelStore,
  inUse: { path: string },
): ReturnType<typeof modelsHandlers> {
  return modelsHandlers({
    store,
    isTakeInProgress: () => dictation.takeId !== null,
    askWhichFile: askForModel,
    load: (path) => {
      inUse.path = path;
      dictation.dispose();
      dictation.open();
    },
  });
}

type OtherHandlers = Omit<RequestHandlers, keyof ReturnType<typeof modelsHandlers>>;

async function askForModel(): Promise<string | null> {
  const filters = [{ name: 'Utter model', extensions: ['utter'] }];
  const answer = await dialog.showOpenDialog({ properties: ['openFile'], filters });
  return answer.filePaths[0] ?? null;
}

function makeHandlers(dictation: Dictation, store: TakeStore, settings: SettingsStore): OtherHandlers {
  return {
    'system:status': () => {
      const loaded = dictation.recognizer;
      return Promise.resolve(
        ok({ version: app.getVersion(), backend: loaded?.backend ?? null, model: loaded?.model ?? null }),
      );
    },
    'devices:list': () => dictation.devices(),
    'dictation:state': () => Promise.resolve(ok(dictation.status)),
    'dictation:start': ({ deviceName }) => dictation.start(deviceName),
    'dictation:stop': () => dictation.stop(),
    // While the file cannot be read the window has the defaults too, and says so.
    'settings:get': () => {
      const { failure } = settings;
      return Promise.resolve(failure === null ? ok(settings.settings) : fail(failure.code, failure.message));
    },
    'settings:set': async (changed) => {
      const saved = await settings.save(changed);
      dictation.prepare();
      return saved;
    },
    ...takesHandlers({
      store,
      takeIdInProgress: () => dictation.takeId,
      askWhereTo: async (suggestedName, format) => {
        const filters = [{ name: format.toUpperCase(), extensions: [format] }];
        const answer = await dialog.showSaveDialog({ defaultPath: suggestedName, filters });
        return answer.canceled || answer.filePath === '' ? null : answer.filePath;
      },
      tellChanged: () => {
        tell('takes:changed', undefined);
      },
    }),
  };
}

const electronHost: IpcHost = {
  answer: (channel, listener) => {
    ipcMain.handle(channel, (event, input: unknown) => {
      const frame = event.senderFrame;
      const sender = { url: frame?.url ?? '', isMainFrame: frame === event.sender.mainFrame };
      return listener(sender, input);
    });
  },
  isTrusted: (sender) => sender.isMainFrame && sender.url.startsWith(`${appOrigin}/`),
};

function tell<Name extends EventName>(name: Name, payload: EventPayload<Name>): void {
  for (const window of BrowserWindow.getAllWindows()) window.webContents.send(name, payload);
}

function showWindow(): void {
  const window = BrowserWindow.getAllWindows()[0];
  if (window === undefined) return;
  if (window.isMinimized()) window.restore();
  window.focus();
}

/** Quitting in mid-take is Stop and then quit: the last words become final and the take is on disk. */
function quitAfter(finish: () => Promise<void>, log: Log): void {
  let isFinished = false;
  let isFinishing = false;
  app.on('before-quit', (event) => {
    if (isFinished) return;
    event.preventDefault();
    if (isFinishing) return;
    isFinishing = true;
    finish()
      .catch((cause: unknown) => {
        log.fault('quit', cause);
      })
      .finally(() => {
        isFinished = true;
        app.quit();
      });
  });
}
