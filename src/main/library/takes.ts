import type { RequestHandlers } from '../../contract/ipc';
import { ok } from '../../contract/result';
import type { ExportFormat } from '../../contract/transcript';
import { formatTake } from '../../core/transcript/formats';
import { writeWholeFile } from '../../platform/files/wholeFile';
import type { TakeIndex } from '../../platform/userFolder/takeIndex';
import { takePeaks } from '../../platform/userFolder/takePeaks';
import type { TakeStore } from '../../platform/userFolder/takeStore';
import { fileNameOf } from './fileName';
import { expiring } from './retention';
import type { TakeChanges } from './takeChanges';

export interface TakesParts {
  readonly store: TakeStore;
  readonly index: TakeIndex;
  readonly changes: TakeChanges;
  /** The take that is being recorded: it belongs to Dictation until it is stopped. */
  readonly takeIdInProgress: () => string | null;
  /** Asks the user where to; null when they cancel. The dialog itself asks before a file is replaced. */
  readonly askWhereTo: (suggestedName: string, format: ExportFormat) => Promise<string | null>;
}

type TakesHandlers = Pick<RequestHandlers, Extract<keyof RequestHandlers, `takes:${string}`>>;

/** The answers to `takes:…`. */
export function takesHandlers(parts: TakesParts): TakesHandlers {
  const { store, index, changes } = parts;
  return {
    'takes:list': async () => {
      const takes = await index.summaries();
      return ok(takes.filter(({ id }) => id !== parts.takeIdInProgress()));
    },
    'takes:search': async ({ text }) => {
      const { total, hits } = await index.search(text);
      const others = hits.filter(({ id }) => id !== parts.takeIdInProgress());
      return ok({ total: total - hits.length + others.length, hits: others });
    },
    'takes:get': ({ id }) => store.get(id),
    'takes:peaks': ({ id }) => takePeaks(store.wavPath(id)),
    'takes:edit': ({ id, edit }) => changes.edit(id, edit),
    'takes:edit-all': ({ ids, edit }) => changes.editAll(ids, edit),
    'takes:expiring': async ({ days }) => {
      const takes = await index.summaries();
      const others = takes.filter(({ id }) => id !== parts.takeIdInProgress());
      return ok(expiring(others, days, new Date()));
    },
    'takes:delete': ({ ids }) => changes.delete(ids),
    'takes:restore': ({ ids }) => changes.restore(ids),
    'takes:undo': () => changes.undo(),
    'takes:redo': () => changes.redo(),
    'takes:export': async ({ id, format }) => {
      const take = await store.get(id);
      if (!take.ok) return take;
      const path = await parts.askWhereTo(`${fileNameOf(take.value.title, 'take')}.${format}`, format);
      if (path === null) return ok(null);
      const written = await writeWholeFile(path, formatTake(take.value, format));
      return written.ok ? ok({ path }) : written;
    },
  };
}
