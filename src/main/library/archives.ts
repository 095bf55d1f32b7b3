import type { RequestHandlers } from '../../contract/ipc';
import { fail, ok } from '../../contract/result';
import type { Settings } from '../../contract/settings';
import { readArchive, writeArchive } from '../../platform/userFolder/archive';
import type { TakeStore } from '../../platform/userFolder/takeStore';

export interface ArchivesParts {
  readonly userFolder: string;
  readonly store: TakeStore;
  readonly takeIdInProgress: () => string | null;
  /** Null when the user cancels. The dialog itself asks before a file is replaced. */
  readonly askWhereTo: (suggestedName: string) => Promise<string | null>;
  readonly askWhichFile: () => Promise<string | null>;
  /** Settings that came with an archive are used from now on. */
  readonly useSettings: (settings: Settings) => Promise<unknown>;
  /** Everything is to be read anew. */
  readonly changed: () => Promise<void>;
}

type ArchivesHandlers = Pick<RequestHandlers, Extract<keyof RequestHandlers, `archive:${string}`>>;

/** The answers to `archive:…`. */
export function archivesHandlers({ userFolder, store, takeIdInProgress, ...parts }: ArchivesParts): ArchivesHandlers {
  return {
    'archive:save': async () => {
      const day = new Date().toISOString().slice(0, 10);
      const path = await parts.askWhereTo(`Utter ${day}.tar`);
      if (path === null) return ok(null);
      const inProgress = takeIdInProgress();
      const written = await writeArchive(userFolder, path, inProgress === null ? [] : [inProgress]);
      return written.ok ? ok({ path, takes: written.value.takes }) : written;
    },
    'archive:restore': async () => {
      if (takeIdInProgress() !== null) return fail('busy', 'A take is being recorded. Stop it first.');
      const path = await parts.askWhichFile();
      if (path === null) return ok(null);
      const restored = await readArchive(path, userFolder, store);
      if (!restored.ok) return restored;
      const { settings, ...counts } = restored.value;
      if (settings !== null) await parts.useSettings(settings);
      await parts.changed();
      return ok({ ...counts, hasSettings: settings !== null });
    },
  };
}
