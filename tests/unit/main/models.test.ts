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
  const take = { isInProgress: false };
  const handlers = modelsHandlers({
    store,
    isTakeInProgress: () => take.isInProgress,
    askWhichFile: () => Promise.resolve(taught),
    load: (path) => loaded.push(path),
  });
  return { bundled, handlers, loaded, store, take };
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
