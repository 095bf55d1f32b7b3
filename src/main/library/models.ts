import { isTaken } from '../../contract/freeName';
import type { ModelList, RequestHandlers } from '../../contract/ipc';
import { fail, ok, type Result } from '../../contract/result';
import type { AdaptationScores, ModelEntry } from '../../contract/voice';
import type { KeptFiles, ModelStore } from '../../platform/userFolder/modelStore';
import { fileNameOf } from './fileName';

export interface ModelsParts {
  readonly store: ModelStore;
  readonly isTakeInProgress: () => boolean;
  /** Whether a training that is not done began with the model. */
  readonly isTrained: (modelPath: string) => boolean;
  /** Null when the user cancels. */
  readonly askWhichFile: () => Promise<string | null>;
  /** Null when the user cancels. The dialog itself asks before a file is replaced. */
  readonly askWhereTo: (suggestedName: string) => Promise<string | null>;
  /** Whether dictation uses the model. */
  readonly isLoaded: (modelPath: string) => boolean;
  /** Loads the model that dictation uses from now on. */
  readonly load: (entry: ModelEntry) => void;
  readonly tellChanged: () => void;
}

type ModelsHandlers = Pick<RequestHandlers, Extract<keyof RequestHandlers, `models:${string}`>>;

/** Answers to what the window asks of acoustic models. */
export function modelsHandlers(parts: ModelsParts): ModelsHandlers {
  const { store } = parts;
  return {
    'models:list': async () => ok(await listOf(store)),
    'models:use': ({ id }) => change(parts, () => store.use(id)),
    'models:roll-back': () => change(parts, () => store.rollBack()),
    'models:import': async () => {
      const path = await parts.askWhichFile();
      if (path === null) return ok(null);
      const imported = await store.import(path);
      return imported.ok ? changed(parts) : imported;
    },
    'models:export': async ({ id }) => {
      const entry = (await store.list()).find((one) => one.id === id);
      if (entry === undefined) return fail('model-missing');
      const path = await parts.askWhereTo(`${fileNameOf(entry.name, 'model')}.utter`);
      if (path === null) return ok(null);
      const exported = await store.export(id, path);
      return exported.ok ? ok({ path, languageModelPath: exported.value }) : exported;
    },
    'models:delete': async ({ id }) => {
      if (parts.isTrained(store.path(id)))
        return fail('busy', 'The training began with this model. Finish or cancel the training first.');
      const removed = await store.remove(id);
      return removed.ok ? changed(parts) : removed;
    },
  };
}

/** Takes a model among the others and uses it. Fails in mid-take, where another has its name, and as the store does; the model in use stays then. */
export async function keepModel(
  parts: ModelsParts,
  files: KeptFiles,
  name: string,
  scores: AdaptationScores,
): Promise<Result<ModelList>> {
  return change(parts, async () => {
    const names = (await parts.store.list()).map((model) => model.name);
    if (isTaken(name, names))
      return fail('invalid-request', `There is a model “${name}” already. Keep this one under another name.`);
    const kept = await parts.store.keep(files, name, scores);
    return kept.ok ? parts.store.use(kept.value.id) : kept;
  });
}

async function change(parts: ModelsParts, choose: () => Promise<Result<ModelEntry>>): Promise<Result<ModelList>> {
  if (parts.isTakeInProgress()) return fail('busy', 'A take is being recorded. Stop it before you change the model.');
  const chosen = await choose();
  if (!chosen.ok) return chosen;
  if (!parts.isLoaded(parts.store.path(chosen.value.id))) parts.load(chosen.value);
  return changed(parts);
}

async function changed({ store, tellChanged }: ModelsParts): Promise<Result<ModelList>> {
  tellChanged();
  return ok(await listOf(store));
}

async function listOf(store: ModelStore): Promise<ModelList> {
  const [{ id }, chosen] = [await store.used(), await store.chosen()];
  const failure = chosen.ok ? null : chosen.error;
  const before = (await store.before())?.name ?? null;
  return { used: id, models: [...(await store.list())], before, failure };
}
