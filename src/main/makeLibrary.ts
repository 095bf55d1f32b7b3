import { ok } from '../contract/result';
import type { Log } from '../platform/files/log';
import type { SettingsStore } from '../platform/userFolder/settingsStore';
import type { TakeStore } from '../platform/userFolder/takeStore';
import { tell } from './electronIpc';
import { Library } from './library/library';
import { lentClipboard } from './desktop/lentClipboard';
import { askWhereTo, askWhichFolder } from './window/dialogs';

interface LibraryStores {
  readonly takes: TakeStore;
  readonly settings: SettingsStore;
  readonly log: Log;
  readonly userFolder: string;
}

export function makeLibrary(
  { takes, settings, log, userFolder }: LibraryStores,
  takeIdInProgress: () => string | null,
): Library {
  return new Library({
    store: takes,
    userFolder,
    takeIdInProgress,
    askWhereTo,
    askWhichFolder,
    copy: async (text) => {
      await lentClipboard.write(text);
      return ok(undefined);
    },
    shaping: () => ({ ...settings.settings.shaping, vocabulary: settings.settings.vocabulary }),
    onFault: (cause) => {
      log.fault('index-lost', cause);
    },
    tellChanged: () => {
      tell('takes:changed', undefined);
    },
  });
}

/** Deletes what is older than the user keeps it, and tells of it. */
export async function expire(library: Library, settings: SettingsStore): Promise<void> {
  const ids = await library.expire(settings.settings.keepDays);
  if (ids.length > 0) tell('takes:removed', { ids: [...ids], because: 'age' });
}

const hourMilliseconds = 3_600_000;

/** Now, and every hour: the app may run for weeks. */
export function expireHourly(library: Library, settings: SettingsStore): NodeJS.Timeout {
  void expire(library, settings);
  return setInterval(() => void expire(library, settings), hourMilliseconds).unref();
}
