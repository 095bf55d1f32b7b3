import type { RequestHandlers } from '../../contract/ipc';
import { ok } from '../../contract/result';
import type { MisheardWord } from '../../contract/transcript';
import { countMisheard, misheardIn } from '../../core/transcript/misheard';
import type { TakeIndex } from '../../platform/userFolder/takeIndex';
import { takePeaks } from '../../platform/userFolder/takePeaks';
import type { TakeStore } from '../../platform/userFolder/takeStore';
import { exportsHandlers, type ExportsParts } from './exports';
import { expiring } from './retention';
import type { TakeChanges } from './takeChanges';

export interface TakesParts extends ExportsParts {
  readonly store: TakeStore;
  readonly index: TakeIndex;
  readonly changes: TakeChanges;
  /** The take that is being recorded: it belongs to Dictation until it is stopped. */
  readonly takeIdInProgress: () => string | null;
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
    'takes:misheard': async () => ok(await misheard(parts)),
    'takes:delete': ({ ids }) => changes.delete(ids),
    'takes:restore': ({ ids }) => changes.restore(ids),
    'takes:undo': () => changes.undo(),
    'takes:redo': () => changes.redo(),
    ...exportsHandlers(parts),
  };
}

/** So many takes are read to learn what is misheard, and so many words told. */
const mostTakes = 500;
const mostWords = 200;

async function misheard({ store, index }: TakesParts): Promise<MisheardWord[]> {
  const ids = (await index.corrected()).slice(0, mostTakes);
  const takes = await Promise.all(ids.map((id) => store.get(id)));
  const pairs = takes.flatMap((take) => (take.ok ? misheardIn(take.value) : []));
  return countMisheard(pairs).slice(0, mostWords);
}
