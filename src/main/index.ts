import { join } from 'node:path';

import { app, type BrowserWindow } from 'electron';

import type { RequestHandlers } from '../contract/ipc';
import type { ModelFiles } from '../contract/modelFiles';
import type { ModelEntry } from '../contract/voice';
import { BackendStore } from '../platform/acoustic/backendStore';
import { type Log, openLog } from '../platform/files/log';
import { whyUnwritable } from '../platform/files/whyUnwritable';
import { noteEnding, takeEndingNote } from '../platform/userFolder/endingNote';
import { ModelStore } from '../platform/userFolder/modelStore';
import { SettingsStore } from '../platform/userFolder/settingsStore';
import { TakeStore } from '../platform/userFolder/takeStore';
import type { Desktop } from './desktop/desktop';
import { launchWordOf, nothingToStop } from './desktop/launchWord';
import type { Controls } from './dictation/controls';
import type { BackendTiming } from './dictation/backendTiming';
import type { Dictation } from './dictation/dictation';
import type { DictationParts } from './dictation/dictationParts';
import { makeDesktop } from './makeDesktop';
import { makeDictation } from './makeDictation';
import { makeHandlers } from './makeHandlers';
import { expireHourly, makeLibrary } from './makeLibrary';
import { makeTranscriptions, type OpenTranscriptions } from './makeTranscriptions';
import { makeBackendTiming } from './makeBackendTiming';
import { electronHost, tell, tellAlso } from './electronIpc';
import { serveRequests } from './ipc';
import { keepModel, modelsHandlers, type ModelsParts } from './library/models';
import type { Library } from './library/library';
import { endOnUncaught } from './processes/endOnUncaught';
import { forkersOf } from './processes/forkers';
import { settledWithin } from './processes/settledWithin';
import { filesOf, modelPaths, resourcesFolder } from './resources';
import { cutOffSentences, endingSentence } from './startNotes';
import { VoiceTraining } from './voice/voiceTraining';
import { askForModel, askWhereTo, askWhichCorpus, askWhichDocuments, giveUpStarting } from './window/dialogs';
import { buildMenu } from './window/menu';
import { openUnlessQuit, quitAfter } from './window/quitAfter';
import { leaveWindow, showWindow, staysInTray } from './window/mainWindow';
import { lockNavigation, openWindow, prepareSession, registerAppScheme, stateOf } from './window/window';
import { readWindowState, writeWindowState } from './window/windowState';

// Composition root: the only file that constructs and connects.

const ownUserFolder = process.env['UTTER_USER_DATA'];
if (ownUserFolder !== undefined && ownUserFolder !== '') app.setPath('userData', ownUserFolder);

registerAppScheme();
// As root, Chromium runs with --no-sandbox alone, and then refuses to start a process that is to have one.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
lockNavigation();

// The lock is refused, too, where its file cannot be written: then nobody would tell why there is no window.
const unwritable = whyUnwritable(app.getPath('userData'));
if (unwritable !== null) {
  void app.whenReady().then(() => {
    giveUpStarting(unwritable);
  });
} else if (!app.requestSingleInstanceLock()) {
  // Two instances would write the same library: the first one is told what the second was started with.
  app.quit();
} else if (launchWordOf(process.argv) === 'stop') {
  process.stderr.write(`${nothingToStop}\n`);
  app.exit(1);
} else {
  void app.whenReady().then(() => openUnlessQuit(run).catch(giveUpStarting));
}

async function run(): Promise<void> {
  const userFolder = app.getPath('userData');
  const logPath = join(userFolder, 'logs', 'utter.log');
  const log = openLog(logPath);
  let takeInProgress = (): string | null => null;
  endOnUncaught(log, (startsAgain) =>
    noteEnding(userFolder, { at: new Date().toISOString(), takeId: takeInProgress(), startsAgain }),
  );
  log.event('started', { version: app.getVersion(), electron: process.versions.electron });
  process.on('unhandledRejection', (cause) => {
    log.fault('unhandled-rejection', cause);
  });
  const settings = await SettingsStore.open(userFolder);
  const takes = new TakeStore(userFolder);
  const mended = await takes.recover((cause) => {
    log.fault('take-left', cause);
  });
  if (mended.length > 0) log.event('takes-recovered', { count: mended.length });

  const startNotes = await notesOfEnding(userFolder, takes, logPath, mended);
  const { handlers, ...connected } = await connect({ takes, settings, log, userFolder, startNotes });
  takeInProgress = () => connected.dictation.takeId;
  const answered = serveRequests(electronHost, handlers, log);
  connected.transcriptions.hearDrops(electronHost, log);
  const folders = {
    window: join(app.getAppPath(), 'out', 'renderer'),
    takePath: (id: string) => takes.wavPath(id),
    recordingPath: (id: string) => connected.voice.wavPath(id),
  };
  prepareSession(folders, log);
  connected.dictation.open();
  await openApp({ ...connected, settings, log, userFolder, answered });
}

/**
 * What is to be told of how the app ended the last time.
 *
 * @param cutOff the takes that did not come to their end
 */
async function notesOfEnding(
  userFolder: string,
  takes: TakeStore,
  logPath: string,
  cutOff: readonly string[],
): Promise<string[]> {
  const ending = await takeEndingNote(userFolder);
  const others = cutOffSentences(cutOff.filter((id) => id !== ending?.takeId).length);
  if (ending === null) return others;
  const hasTake = ending.takeId !== null && (await takes.get(ending.takeId)).ok;
  return [endingSentence(ending, hasTake, logPath), ...others];
}

interface Stores {
  readonly takes: TakeStore;
  readonly settings: SettingsStore;
  readonly log: Log;
  readonly userFolder: string;
  /** What the window is to tell of how this start found things, a sentence each. */
  readonly startNotes: string[];
}

interface Connected {
  readonly dictation: Dictation;
  readonly timing: BackendTiming;
  readonly desktop: Desktop;
  readonly controls: Controls;
  readonly voice: VoiceTraining;
  readonly library: Library;
  readonly transcriptions: OpenTranscriptions;
  readonly handlers: RequestHandlers;
}

/** How long the app may take to end a take when it is closed. */
const lastWordsMilliseconds = 2000;

/** Dictation and training share the microphone and the model in use. */
async function connect({ takes, settings, log, userFolder, startNotes }: Stores): Promise<Connected> {
  const models = new ModelStore(userFolder, modelPaths());
  const inUse = { model: await models.used() };
  const backends = await BackendStore.open(userFolder);
  const filesInUse = (): ModelFiles => filesOf(models, inUse.model, backends);
  const forkers = forkersOf(log);
  const dictation: Dictation = makeDictation({
    forkers,
    takes,
    settings,
    log,
    models: filesInUse,
    modelName: () => inUse.model.name,
    standIn: standInFor(models, inUse),
    isReading: () => voice.isReading,
    tell: tellAlso((name) => {
      desktop.hear(name);
      if (name === 'dictation:state') timing.consider(dictation.takeId === null && dictation.recognizer !== null);
    }),
  });
  const timing = makeBackendTiming({ ...forkers, backends, dictation, filesInUse, log });
  const { desktop, controls } = makeDesktop(dictation, settings, log);
  const modelsParts: ModelsParts = {
    ...makeModelsParts(dictation, models, (model) => (inUse.model = model)),
    isTrained: (modelPath) => voice.reads(modelPath),
    isLoaded: (modelPath) => modelPath === filesInUse().modelPath,
  };
  const voice = makeVoice({
    ...forkers,
    takes,
    userFolder,
    models: filesInUse,
    vocabulary: () => settings.settings.vocabulary,
    isTakeInProgress: () => dictation.takeId !== null,
    keep: (files, name, scores) => keepModel(modelsParts, files, name, scores),
  });
  await voice.open();
  const library = makeLibrary({ takes, settings, log, userFolder }, () => dictation.takeId);
  const transcribing = { fork: forkers.forkTranscriber, userFolder, library, takes, settings, models, backends };
  const transcriptions = makeTranscriptions({ ...transcribing, modelInUse: () => inUse.model });
  startNotes.push(...(await transcriptions.open()));
  const handlers = {
    ...transcriptions.handlers(),
    ...makeHandlers({ dictation, desktop, library, voice, takes, settings, userFolder, startNotes }),
    ...library.handlers(),
    ...modelsHandlers(modelsParts),
    ...voice.handlers(),
  };
  return { dictation, timing, desktop, controls, voice, library, transcriptions, handlers };
}

/** What hears in place of a model that cannot be loaded, where there is anything. */
const standInFor =
  (models: ModelStore, inUse: { model: ModelEntry }): NonNullable<DictationParts['standIn']> =>
  (failure) => {
    const standIn = models.standIn(inUse.model.id, failure);
    if (standIn !== null) inUse.model = standIn;
    tell('models:changed', undefined);
    return standIn !== null;
  };

type VoiceParts = ConstructorParameters<typeof VoiceTraining>[0];

const makeVoice = (
  parts: Omit<VoiceParts, 'resourcesFolder' | 'askWhichCorpus' | 'askWhichDocuments' | 'tell'>,
): VoiceTraining =>
  new VoiceTraining({ ...parts, resourcesFolder: resourcesFolder(), askWhichCorpus, askWhichDocuments, tell });

/** The window, the menu, and how the app is reached from outside of it, until the app ends. */
async function openApp({
  dictation,
  timing,
  desktop,
  controls,
  voice,
  library,
  transcriptions,
  settings,
  log,
  userFolder,
  answered,
}: Omit<Stores & Connected, 'takes' | 'handlers' | 'startNotes'> & {
  /** Waits until no request is being answered any more. */
  readonly answered: () => Promise<void>;
}): Promise<void> {
  buildMenu(controls.toggle);
  const window = await openWindow(await readWindowState(userFolder));
  transcriptions.openFiles(process.argv, process.cwd());
  app.on('second-instance', (_event, words, workingFolder) => {
    transcriptions.openFiles(words, workingFolder);
    const word = launchWordOf(words);
    if (word === null) showWindow();
    else controls[word]();
  });
  staysInTray(window, () => settings.settings.desktop.keepsRunning, desktop.findTray.bind(desktop));
  await desktop.open();
  if (desktop.state.shortcutProblem !== null) log.event('shortcut-taken');
  const asked = launchWordOf(process.argv);
  if (asked === 'start' || asked === 'toggle') controls.start();
  const prepare = dictation.prepare.bind(dictation);
  window.on('focus', prepare).on('blur', prepare);
  const writeState = keepWindowState(window, userFolder, log);
  window.on('closed', () => {
    app.quit();
  });
  const expiry = expireHourly(library, settings);
  quitAfter(async () => {
    clearInterval(expiry);
    if (!window.isDestroyed()) window.off('focus', prepare).off('blur', prepare);
    await Promise.all([dictation.takeId === null ? null : endTake(dictation), leaveWindow(window, answered)]);
    desktop.dispose();
    timing.dispose();
    dictation.dispose();
    await voice.dispose();
    await transcriptions.dispose();
    await library.dispose();
    await writeState();
  }, log);
}

/** Returns what writes down how large the window was and where, when it was closed. */
function keepWindowState(window: BrowserWindow, userFolder: string, log: Log): () => Promise<void> {
  let state = stateOf(window);
  window.on('close', () => (state = stateOf(window)));
  return async () => {
    const written = await writeWindowState(userFolder, state);
    if (!written.ok) log.event('window-state-lost', { code: written.error.code });
  };
}

/** Its sound is on disk, and so are all words but the last, which are kept as they are shown where they come too late. */
async function endTake(dictation: Dictation): Promise<void> {
  dictation.expectEnd();
  if (!(await settledWithin(dictation.stop(), lastWordsMilliseconds))) await dictation.keepShown();
}

function makeModelsParts(
  dictation: Dictation,
  store: ModelStore,
  use: (model: ModelEntry) => void,
): Omit<ModelsParts, 'isTrained' | 'isLoaded'> {
  return {
    store,
    isTakeInProgress: () => dictation.takeId !== null,
    askWhichFile: askForModel,
    askWhereTo: (suggestedName) => askWhereTo(suggestedName, 'utter'),
    load: (entry) => {
      use(entry);
      dictation.reload();
    },
    tellChanged: () => {
      tell('models:changed', undefined);
    },
  };
}
