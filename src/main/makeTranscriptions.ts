import { app } from 'electron';

import { droppedFilesChannel } from '../contract/channels';
import type { RequestHandlers } from '../contract/ipc';
import { fail, ok } from '../contract/result';
import type {
  FoldersSearched,
  TranscriberCommand,
  TranscriberEvent,
  TranscriptionQueue,
} from '../contract/transcription';
import { spokenTerms } from '../contract/vocabularyTerm';
import type { ModelEntry } from '../contract/voice';
import { liftedPhrases } from '../core/shaping/liftedPhrases';
import { audioEndings, audioName } from '../platform/audio/audioStream';
import type { Log } from '../platform/files/log';
import type { ModelStore } from '../platform/userFolder/modelStore';
import type { SettingsStore } from '../platform/userFolder/settingsStore';
import type { BackendStore } from '../platform/acoustic/backendStore';
import type { TakeStore } from '../platform/userFolder/takeStore';
import { TranscriptionStore } from '../platform/userFolder/transcriptionStore';
import { tell } from './electronIpc';
import { type IpcHost, serveChannel } from './ipc';
import type { Library } from './library/library';
import type { ForkWorker } from './processes/workerProcess';
import { filesOf } from './resources';
import { openedFiles } from './desktop/openedFiles';
import { damagedQueueSentences } from './startNotes';
import { addDropped, DroppedFiles, leavingDeleted, transcriptionHandlers } from './transcription/handlers';
import { SupervisedTranscriber } from './transcription/supervisedTranscriber';
import { Transcriptions } from './transcription/transcriptions';
import { askWhichFolder, askWhichSounds } from './window/dialogs';

interface Parts {
  readonly fork: ForkWorker<TranscriberCommand, TranscriberEvent>;
  readonly userFolder: string;
  readonly library: Library;
  readonly takes: TakeStore;
  readonly settings: SettingsStore;
  readonly models: ModelStore;
  readonly backends: BackendStore;
  readonly modelInUse: () => ModelEntry;
}

export interface OpenTranscriptions {
  /** Resolves with what there is to tell of the queue of before, a sentence each. */
  open(): Promise<readonly string[]>;
  dispose(): Promise<void>;
  handlers(): Pick<RequestHandlers, Extract<keyof RequestHandlers, `transcriptions:${string}`>>;
  hearDrops(host: IpcHost, log: Log): void;
  /** Adds the files among the arguments of the app, which the desktop gives it to open. */
  openFiles(words: readonly string[], workingFolder: string): void;
}

const onChange = (queue: TranscriptionQueue): void => {
  tell('transcriptions:changed', queue);
};

const onSearched = (searched: FoldersSearched): void => {
  tell('transcriptions:searched', searched);
};

const filesAmong = (words: readonly string[], workingFolder: string): string[] =>
  openedFiles(words, { workingFolder, appFolder: app.getAppPath(), soundName: audioName });

/** Joins the queue of what is to be written down with the library that it goes into. */
export function makeTranscriptions({
  fork,
  userFolder,
  library,
  takes,
  settings,
  models,
  backends,
  modelInUse,
}: Parts): OpenTranscriptions {
  const store = new TranscriptionStore(userFolder);
  const transcriptions = new Transcriptions({
    store,
    transcriber: new SupervisedTranscriber(fork),
    keeper: library,
    modelOf: async (modelId) => {
      const entry = modelId === null ? modelInUse() : (await models.list()).find(({ id }) => id === modelId);
      return entry === undefined
        ? fail('model-missing', 'The model is no longer there. Choose another one.')
        : ok({ name: entry.name, files: filesOf(models, entry, backends) });
    },
    terms: (usesVocabulary) => [
      ...(usesVocabulary ? spokenTerms(settings.settings.vocabulary) : []),
      ...liftedPhrases(settings.settings.shaping),
    ],
    hearsAgain: () => settings.settings.hearsAgain,
    soundName: audioName,
    onChange,
  });
  takes.follow(leavingDeleted(transcriptions));
  const parts = {
    transcriptions,
    get: (takeId: string) => takes.get(takeId),
    askWhichSounds: () => askWhichSounds(audioEndings),
    askWhichFolder,
    soundName: audioName,
    onSearched,
  };
  return {
    open: () => transcriptions.open().then(() => damagedQueueSentences(store.damagedPath)),
    dispose: () => transcriptions.dispose(),
    handlers: () => transcriptionHandlers(parts),
    hearDrops: (host, log) => {
      const answer = (paths: unknown) => addDropped(parts, DroppedFiles.parse(paths)).then(() => ok(undefined));
      serveChannel(host, { name: droppedFilesChannel, input: DroppedFiles, answer }, log);
    },
    openFiles: (words, folder) => void addDropped(parts, filesAmong(words, folder)),
  };
}
