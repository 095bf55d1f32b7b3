import { app } from 'electron';

import type { RequestHandlers } from '../contract/ipc';
import { fail, ok, type Result } from '../contract/result';
import type { Settings } from '../contract/settings';
import { lackedBy } from '../platform/recognition/lackedBy';
import type { SettingsStore } from '../platform/userFolder/settingsStore';
import type { TakeStore } from '../platform/userFolder/takeStore';
import type { Desktop } from './desktop/desktop';
import type { Dictation } from './dictation/dictation';
import { tell } from './electronIpc';
import { archivesHandlers } from './library/archives';
import { broughtSettings } from './library/broughtSettings';
import type { Library } from './library/library';
import type { modelsHandlers } from './library/models';
import { vocabulariesHandlers } from './library/vocabularies';
import { expire } from './makeLibrary';
import type { OpenTranscriptions } from './makeTranscriptions';
import type { VoiceTraining } from './voice/voiceTraining';
import { askForArchive, askForText, askWhereTo } from './window/dialogs';

type OtherHandlers = Omit<
  RequestHandlers,
  keyof (ReturnType<typeof modelsHandlers> &
    ReturnType<VoiceTraining['handlers']> &
    ReturnType<Library['handlers']> &
    ReturnType<OpenTranscriptions['handlers']>)
>;

interface Parts {
  readonly dictation: Dictation;
  readonly desktop: Desktop;
  readonly library: Library;
  readonly voice: VoiceTraining;
  readonly takes: TakeStore;
  readonly settings: SettingsStore;
  readonly userFolder: string;
  /** What the window is to tell of how this start found things, a sentence each. */
  readonly startNotes: readonly string[];
}

/** The answers that belong to no room alone. */
export function makeHandlers(parts: Parts): OtherHandlers {
  const { dictation, desktop, settings } = parts;
  return {
    'text:copy': ({ text }) => desktop.copy(text),
    'desktop:state': () => Promise.resolve(ok(desktop.state)),
    'system:status': () => {
      const { backend = null, model = null, lacking = null } = dictation.recognizer ?? {};
      const lacked = lacking === null ? {} : lackedBy(lacking);
      const startNotes = [...parts.startNotes];
      return Promise.resolve(ok({ version: app.getVersion(), backend, model, lacked, startNotes }));
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
    'settings:set': (changed) => useSettings(parts, changed),
    ...vocabulariesHandlers({
      vocabulary: () => settings.settings.vocabulary,
      askWhichFile: askForText,
      askWhereTo: (suggestedName) => askWhereTo(suggestedName, 'txt'),
    }),
    ...archivesHandlers({
      userFolder: parts.userFolder,
      store: parts.takes,
      takeIdInProgress: () => dictation.takeId,
      askWhereTo: (suggestedName) => askWhereTo(suggestedName, 'tar'),
      askWhichFile: askForArchive,
      useSettings: (brought) => useSettings(parts, broughtSettings(settings.settings, brought)),
      changed: async () => {
        await parts.voice.reload();
        for (const name of ['takes:changed', 'models:changed', 'settings:changed'] as const) tell(name, undefined);
      },
    }),
  };
}

async function useSettings(
  { dictation, desktop, library, settings }: Parts,
  wished: Settings,
): Promise<Result<undefined>> {
  const changed = { ...wished, desktop: desktop.withFreeKeys(wished.desktop) };
  const { hearsAgain, lookAhead } = settings.settings;
  const saved = await settings.save(changed);
  const now = settings.settings;
  if (now.hearsAgain !== hearsAgain || now.lookAhead !== lookAhead) dictation.reload();
  dictation.prepare();
  await desktop.useSettings();
  if (changed.desktop.shortcut !== wished.desktop.shortcut) tell('settings:changed', undefined);
  await expire(library, settings);
  return saved;
}
