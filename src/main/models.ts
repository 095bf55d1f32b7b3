import type { ModelList, RequestHandlers } from '../contract/ipc';
import { fail, ok, type Result } from '../contract/result';
import type { ModelEntry } from '../contract/voice';
import type { ModelStore } from '../platform/modelStore';

interface ModelsParts {
  readonly store: ModelStore;
  readonly isTakeInProgress: () => boolean;
  /** Null when the user cancels. */
  readonly askWhichFile: () => Promise<string | null>;
  /** Loads the model that dictation uses from now on. */
  readonly load: (path: string) => void;
}

/** Answers to what the window asks of acoustic models. */
export function modelsHandlers(
  parts: ModelsParts,
): Pick<RequestHandlers, 'models:list' | 'models:use' | 'models:roll-back' | 'models:import'> {
  const { store } = parts;
  const change = async (choose: () => Promise<Result<ModelEntry>>): Promise<Result<ModelList>> => {
    if (parts.isTakeInProgress()) return fail('busy', 'A take is being recorded. Stop it before you change the model.');
    const before = await store.used();
    const chosen = await choose();
    if (!chosen.ok) return chosen;
    if (chosen.value.id !== before.id) parts.load(store.path(chosen.value.id));
    return ok(await listOf(store));
  };
  return {
    'models:list': async () => ok(await listOf(store)),
    'models:use': ({ id }) => change(() => store.use(id)),
    'models:roll-back': () => change(() => store.rollBack()),
    'models:import': async () => {
      const path = await parts.askWhichFile();
      if (path === null) return ok(null);
      const imported = await store.import(path);
      return imported.ok ? ok(await listOf(store)) : imported;
    },
  };
}

async function listOf(store: ModelStore): Promise<ModelList> {
  const { id } = await store.used();
  return { used: id, models: [...(await store.list())], canRollBack: await store.canRollBack() };
}
