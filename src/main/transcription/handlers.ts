import { stat } from 'node:fs/promises';

import { z } from 'zod';

import type { RequestHandlers } from '../../contract/ipc';
import { ok, type Result } from '../../contract/result';
import type { Take } from '../../contract/transcript';
import type { FoldersSearched } from '../../contract/transcription';
import { type FilesFound, filesUnder } from '../../platform/files/filesUnder';
import { codeOf } from '../../platform/files/wholeFile';
import type { TakeListener } from '../../platform/userFolder/takeStore';
import type { Transcriptions } from './transcriptions';

interface HandlersParts {
  readonly transcriptions: Transcriptions;
  readonly get: (takeId: string) => Promise<Result<Take>>;
  /** None when the user cancels. */
  readonly askWhichSounds: () => Promise<readonly string[]>;
  readonly askWhichFolder: () => Promise<string | null>;
  readonly soundName: RegExp;
  /** Told where dropped folders had no sound file, or too many, and where the list has no room. */
  readonly onSearched: (searched: FoldersSearched) => void;
}

type Handlers = Pick<RequestHandlers, Extract<keyof RequestHandlers, `transcriptions:${string}`>>;

/** The answers to `transcriptions:…`. */
export function transcriptionHandlers({
  transcriptions,
  get,
  onSearched,
  ...parts
}: Omit<HandlersParts, 'soundName'>): Handlers {
  return {
    'transcriptions:state': () => Promise.resolve(ok(transcriptions.queue)),
    'transcriptions:add-files': async () => {
      const added = await addPaths({ transcriptions, onSearched }, await parts.askWhichSounds(), false);
      return added.ok ? ok(undefined) : added;
    },
    'transcriptions:again': async ({ id, ...settings }) => {
      const take = await get(id);
      return take.ok ? transcriptions.addTake(take.value, settings) : take;
    },
    'transcriptions:pause': () => transcriptions.pause(),
    'transcriptions:resume': () => transcriptions.resume(),
    'transcriptions:cancel': ({ id }) => transcriptions.cancel(id),
    'transcriptions:retry': ({ id }) => transcriptions.retry(id),
    'transcriptions:clear': () => transcriptions.clear(),
    'transcriptions:watch': async () => {
      const folder = await parts.askWhichFolder();
      return folder === null ? ok(null) : transcriptions.watchFolder(folder);
    },
    'transcriptions:unwatch': () => transcriptions.unwatch(),
  };
}

/** A take that is deleted is not transcribed again any more: its sound is gone, and once it is brought back it is as it was. */
export const leavingDeleted = (transcriptions: Transcriptions): TakeListener => ({
  saved: () => undefined,
  gone: (takeId) => {
    const jobs = transcriptions.queue.jobs.filter((job) => job.takeId === takeId && job.state !== 'done');
    for (const { id } of jobs) void transcriptions.cancel(id);
  },
});

/** What the preload script tells of files that were dropped on the window. */
export const DroppedFiles = z.array(z.string().min(1).max(32_768)).max(100_000);

/** Files that were dropped on the window; of a folder among them the sound files in it and in those below. */
export async function addDropped(
  { soundName, ...parts }: Pick<HandlersParts, 'transcriptions' | 'soundName' | 'onSearched'>,
  dropped: readonly string[],
): Promise<void> {
  const found = await Promise.all(dropped.map((path) => soundsAt(path, soundName)));
  const paths = found.flatMap((each) => each.paths);
  const isCut = found.some((each) => each.isCut);
  if (paths.length === 0 && dropped.length > 0) parts.onSearched({ count: 0, isCut, refused: 0 });
  else await addPaths(parts, paths, isCut);
}

async function addPaths(
  { transcriptions, onSearched }: Pick<HandlersParts, 'transcriptions' | 'onSearched'>,
  paths: readonly string[],
  isCut: boolean,
): Promise<Result<number>> {
  const added = paths.length === 0 ? ok(0) : await transcriptions.addFiles(paths);
  const refused = added.ok ? added.value : 0;
  if (isCut || refused > 0) onSearched({ count: paths.length - refused, isCut, refused });
  return added;
}

async function soundsAt(path: string, soundName: RegExp): Promise<FilesFound> {
  try {
    if ((await stat(path)).isDirectory()) return await filesUnder(path, soundName);
  } catch (cause) {
    if (codeOf(cause) === null) throw cause;
    // Its job says why it cannot be read.
  }
  return { paths: [path], isCut: false };
}
