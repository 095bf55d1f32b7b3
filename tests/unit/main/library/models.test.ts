import { readFileSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import type { ModelEntry } from '../../../../src/contract/voice';
import { keepModel, modelsHandlers } from '../../../../src/main/library/models';
import { ModelStore } from '../../../../src/platform/userFolder/modelStore';
import { resultOf } from '../../../support/trainScenes';
import { writeSmallModel } from '../../../support/smallModel';
import { temporaryFolder } from '../../../support/temporaryFolder';

function stage() {
  const folder = temporaryFolder();
  const bundled = join(folder, 'english.utter');
  const taught = join(folder, 'taught.utter');
  writeSmallModel(bundled);
  const light = join(folder, 'english-light.utter');
  writeSmallModel(light, 3);
  writeSmallModel(taught, 2);
  const store = new ModelStore(folder, { bundled, 'bundled-light': light });
  const loaded: string[] = [];
  const saved = join(folder, 'saved.utter');
  const told = { changes: 0 };
  const take = { isInProgress: false };
  const trained = new Set<string>();
  const parts = {
    store,
    isTakeInProgress: () => take.isInProgress,
    isTrained: (modelPath: string) => trained.has(modelPath),
    isLoaded: (modelPath: string) => modelPath === (loaded.at(-1) ?? bundled),
    askWhichFile: () => Promise.resolve(taught),
    askWhereTo: () => Promise.resolve(saved),
    load: ({ id }: ModelEntry) => loaded.push(store.path(id)),
    tellChanged: () => (told.changes += 1),
  };
  const handlers = modelsHandlers(parts);
  return { bundled, handlers, parts, light, loaded, saved, store, taught, take, told, trained };
}

type Stage = ReturnType<typeof stage>;

/** Takes another model into the store and uses it. */
async function useAnother({ handlers, store, taught }: Stage): Promise<string> {
  const kept = await store.keep({ modelPath: taught, languageModelPath: null }, 'Mine', null);
  if (!kept.ok) throw new Error(kept.error.message);
  expect(await handlers['models:use']({ id: kept.value.id })).toMatchObject({ ok: true });
  return kept.value.id;
}

describe('modelsHandlers', () => {
  it('loads an imported model when it is chosen, and the bundled one after going back', async () => {
    const { bundled, handlers, loaded, store } = stage();
    const imported = await handlers['models:import'](undefined);
    const id = imported.ok ? imported.value?.models.at(2)?.id : undefined;
    if (id === undefined) throw new Error('nothing was imported');
    expect(loaded).toEqual([]);
    expect(await handlers['models:use']({ id })).toMatchObject({ ok: true, value: { used: id, before: 'English' } });
    expect(await handlers['models:roll-back'](undefined)).toMatchObject({ ok: true, value: { used: 'bundled' } });
    expect(loaded).toEqual([store.path(id), bundled]);
  });

  it('exports a model, and deletes one that is not used', async () => {
    const { handlers, saved, store, taught, told } = stage();
    const imported = await handlers['models:import'](undefined);
    const id = imported.ok ? imported.value?.models.at(2)?.id : undefined;
    if (id === undefined) throw new Error('nothing was imported');
    expect(await handlers['models:export']({ id })).toEqual({
      ok: true,
      value: { path: saved, languageModelPath: null },
    });
    expect(readFileSync(saved).equals(readFileSync(taught))).toBe(true);
    await handlers['models:use']({ id });
    expect(await handlers['models:delete']({ id })).toMatchObject({ ok: false, error: { code: 'model-in-use' } });
    await handlers['models:roll-back'](undefined);
    expect(await handlers['models:delete']({ id })).toMatchObject({ ok: true, value: { used: 'bundled' } });
    expect(await store.list()).toHaveLength(2);
    expect(told.changes).toBe(4);
  });

  it('keeps no model under the name of another, and numbers one that is imported again', async () => {
    const { handlers, parts, store, taught } = stage();
    const keep = (name: string) =>
      keepModel(parts, { modelPath: taught, languageModelPath: null }, name, resultOf(true).result!.scores);
    const message = 'There is a model “english” already. Keep this one under another name.';
    expect(await keep('english')).toMatchObject({ ok: false, error: { message } });
    expect(await keep('My voice')).toMatchObject({ ok: true });
    await handlers['models:import'](undefined);
    await handlers['models:import'](undefined);
    const names = (await store.list()).map(({ name }) => name);
    expect(names.slice(0, 2)).toEqual(['English', 'English, light']);
    expect(names.slice(2).sort()).toEqual(['My voice', 'taught', 'taught 2']);
  });

  it('keeps the model that a training began with', async () => {
    const { handlers, store, trained } = stage();
    const imported = await handlers['models:import'](undefined);
    const id = imported.ok ? imported.value?.models.at(2)?.id : undefined;
    if (id === undefined) throw new Error('nothing was imported');
    trained.add(store.path(id));
    expect(await handlers['models:delete']({ id })).toMatchObject({ ok: false, error: { code: 'busy' } });
    expect(await store.list()).toHaveLength(3);
    trained.clear();
    expect(await handlers['models:delete']({ id })).toMatchObject({ ok: true });
  });

  it('uses the bundled model in the place of one that is damaged or gone, and says so until another is chosen', async () => {
    for (const damage of [truncateSync, rmSync]) {
      const staged = stage();
      const { bundled, handlers, loaded, store } = staged;
      const id = await useAnother(staged);
      damage(store.path(id));
      expect((await store.used()).id).toBe('bundled');
      const message = expect.stringContaining('“Mine” cannot be read. “English” is used') as string;
      expect(await handlers['models:list'](undefined)).toMatchObject({
        value: { used: 'bundled', before: 'English', failure: { message } },
      });
      expect(await handlers['models:roll-back'](undefined)).toMatchObject({
        value: { used: 'bundled', before: null, failure: null },
      });
      expect(loaded).toEqual([store.path(id), bundled]);
    }
  });

  it('deletes a chosen model that cannot be read, and the choice with it', async () => {
    const staged = stage();
    const { handlers, store } = staged;
    const id = await useAnother(staged);
    truncateSync(store.path(id), 100);
    expect(await handlers['models:delete']({ id })).toMatchObject({ value: { used: 'bundled', failure: null } });
    expect(await store.list()).toHaveLength(2);
  });

  it('says where the chosen model is gone altogether', async () => {
    const staged = stage();
    const id = await useAnother(staged);
    rmSync(staged.store.path(id).replace('.utter', '.json'));
    const message = expect.stringContaining('The model that you chose is gone.') as string;
    expect(await staged.handlers['models:list'](undefined)).toMatchObject({
      value: { used: 'bundled', failure: { code: 'model-missing', message } },
    });
  });

  it('goes back past a model that cannot be read', async () => {
    const staged = stage();
    const { bundled, handlers, loaded, store } = staged;
    truncateSync(store.path(await useAnother(staged)), 100);
    await useAnother(staged);
    expect(await handlers['models:roll-back'](undefined)).toMatchObject({
      value: { used: 'bundled', before: null },
    });
    expect(loaded.at(-1)).toBe(bundled);
  });

  it('changes nothing in mid-take', async () => {
    const { handlers, loaded, store, take } = stage();
    const imported = await handlers['models:import'](undefined);
    const id = imported.ok ? imported.value?.models.at(2)?.id : undefined;
    if (id === undefined) throw new Error('nothing was imported');
    take.isInProgress = true;
    expect(await handlers['models:use']({ id })).toMatchObject({ ok: false, error: { code: 'busy' } });
    expect((await store.used()).id).toBe('bundled');
    expect(loaded).toEqual([]);
  });
});
