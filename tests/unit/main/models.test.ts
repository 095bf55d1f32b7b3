import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { modelsHandlers } from '../../../src/main/models';
import { ModelStore } from '../../../src/platform/modelStore';
import { writeSmallModel } from '../../support/smallModel';
import { temporaryFolder } from '../../support/temporaryFolder';

function stage() {
  const folder = temporaryFolder();
  const bundled = join(folder, 'english.utter');
  const taught = join(folder, 'taught.utter');
  writeSmallModel(bundled);
  writeSmallModel(taught, 2);
  const store = new ModelStore(folder, bundled);
  const loaded: string[] = [];
  const saved = join(folder, 'saved.utter');
  const told = { changes: 0 };
  const take = { isInProgress: false };
  const trained = new Set<string>();
  const handlers = modelsHandlers({
    store,
    isTakeInProgress: () => take.isInProgress,
    isTrained: (modelPath) => trained.has(modelPath),
    askWhichFile: () => Promise.resolve(taught),
    askWhereTo: () => Promise.resolve(saved),
    load: ({ id }) => loaded.push(store.path(id)),
    tellChanged: () => (told.changes += 1),
  });
  return { bundled, handlers, loaded, saved, store, taught, take, told, trained };
}

describe('modelsHandlers', () => {
  it('loads an imported model when it is chosen, and the bundled one after going back', async () => {
    const { bundled, handlers, loaded, store } = stage();
    const imported = await handlers['models:import'](undefined);
    const id = imported.ok ? imported.value?.models.at(1)?.id : undefined;
    if (id === undefined) throw new Error('nothing was imported');
    expect(loaded).toEqual([]);
    expect(await handlers['models:use']({ id })).toMatchObject({ ok: true, value: { used: id, canRollBack: true } });
    expect(await handlers['models:roll-back'](undefined)).toMatchObject({ ok: true, value: { used: 'bundled' } });
    expect(loaded).toEqual([store.path(id), bundled]);
  });

  it('exports a model, and deletes one that is not used', async () => {
    const { handlers, saved, store, taught, told } = stage();
    const imported = await handlers['models:import'](undefined);
    const id = imported.ok ? imported.value?.models.at(1)?.id : undefined;
    if (id === undefined) throw new Error('nothing was imported');
    expect(await handlers['models:export']({ id })).toEqual({ ok: true, value: { path: saved } });
    expect(readFileSync(saved).equals(readFileSync(taught))).toBe(true);
    await handlers['models:use']({ id });
    expect(await handlers['models:delete']({ id })).toMatchObject({ ok: false, error: { code: 'model-in-use' } });
    await handlers['models:roll-back'](undefined);
    expect(await handlers['models:delete']({ id })).toMatchObject({ ok: true, value: { used: 'bundled' } });
    expect(await store.list()).toHaveLength(1);
    expect(told.changes).toBe(4);
  });

  it('keeps the model that a training began with', async () => {
    const { handlers, store, trained } = stage();
    const imported = await handlers['models:import'](undefined);
    const id = imported.ok ? imported.value?.models.at(1)?.id : undefined;
    if (id === undefined) throw new Error('nothing was imported');
    trained.add(store.path(id));
    expect(await handlers['models:delete']({ id })).toMatchObject({ ok: false, error: { code: 'busy' } });
    expect(await store.list()).toHaveLength(2);
    trained.clear();
    expect(await handlers['models:delete']({ id })).toMatchObject({ ok: true });
  });

  it('changes nothing in mid-take', async () => {
    const { handlers, loaded, store, take } = stage();
    const imported = await handlers['models:import'](undefined);
    const id = imported.ok ? imported.value?.models.at(1)?.id : undefined;
    if (id === undefined) throw new Error('nothing was imported');
    take.isInProgress = true;
    expect(await handlers['models:use']({ id })).toMatchObject({ ok: false, error: { code: 'busy' } });
    expect((await store.used()).id).toBe('bundled');
    expect(loaded).toEqual([]);
  });
});
