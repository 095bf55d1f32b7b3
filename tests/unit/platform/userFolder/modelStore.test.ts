import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import type { Failure } from '../../../../src/contract/result';
import type { ModelEntry } from '../../../../src/contract/voice';
import { ownLanguageModelPath } from '../../../../src/platform/languageModel/languageModelBeside';
import { ModelStore } from '../../../../src/platform/userFolder/modelStore';
import { writeSmallModel } from '../../../support/smallModel';
import { temporaryFolder } from '../../../support/temporaryFolder';

const noEncoder: Failure = { code: 'model-missing', message: 'There is no model at “/e”.' };

function stage(folder = temporaryFolder()): ModelStore {
  const paths = { bundled: join(folder, 'english.utter'), 'bundled-light': join(folder, 'english-light.utter') };
  for (const path of Object.values(paths)) writeSmallModel(path);
  return new ModelStore(folder, paths);
}

const ownWords = `\\data\\
ngram 1=4

\\1-grams:
-1\t<unk>
-99\t<s>
-0.5\t</s>
-0.5\tmemphis

\\end\\
`;

async function keep(store: ModelStore, languageModelPath: string | null): Promise<ModelEntry['id']> {
  const kept = await store.keep({ modelPath: store.path('bundled'), languageModelPath }, 'Mine', null);
  if (!kept.ok) throw new Error(kept.error.message);
  return kept.value.id;
}

describe('ModelStore', () => {
  it('lets the light model be chosen and never deleted', async () => {
    const store = stage();
    expect(await store.use('bundled-light')).toMatchObject({ ok: true, value: { name: 'English, light' } });
    expect((await store.used()).id).toBe('bundled-light');
    for (const id of ['bundled', 'bundled-light'] as const)
      expect(await store.remove(id)).toMatchObject({ ok: false, error: { code: 'model-in-use' } });
    expect(await store.rollBack()).toMatchObject({ ok: true, value: { id: 'bundled' } });
  });

  it('uses the light model while the other cannot be loaded, until that is chosen again', async () => {
    const store = stage();
    expect(store.standIn('bundled', noEncoder)?.id).toBe('bundled-light');
    expect((await store.used()).id).toBe('bundled-light');
    expect(await store.chosen()).toMatchObject({
      error: {
        code: 'model-missing',
        message: `“English” cannot be loaded, and “English, light” is used in its place: ${noEncoder.message}`,
      },
    });
    await store.use('bundled');
    expect(await store.chosen()).toMatchObject({ ok: true, value: { id: 'bundled' } });
  });

  it('uses the light model for one of the user’s where English cannot be loaded either', async () => {
    const store = stage();
    const kept = await store.keep({ modelPath: store.path('bundled'), languageModelPath: null }, 'Mine', null);
    if (!kept.ok) throw new Error(kept.error.message);
    await store.use(kept.value.id);
    expect(store.standIn(kept.value.id, noEncoder)?.id).toBe('bundled');
    expect(store.standIn('bundled', noEncoder)?.id).toBe('bundled-light');
    expect((await store.used()).id).toBe('bundled-light');
    expect(await store.chosen()).toMatchObject({
      error: { message: expect.stringContaining('“Mine” cannot be loaded, and “English, light” is used') as string },
    });
  });

  it('keeps beside a model the language model that was taught with it, and none that came with the app', async () => {
    const folder = temporaryFolder();
    const store = stage(folder);
    const [bundled, own] = [join(folder, 'english.lm'), join(folder, 'own.lm')];
    for (const path of [bundled, own]) writeFileSync(path, path);
    const [plain, taught] = [await keep(store, bundled), await keep(store, own)];
    expect(existsSync(ownLanguageModelPath(store.path(plain)))).toBe(false);
    const beside = ownLanguageModelPath(store.path(taught));
    expect(readFileSync(beside, 'utf8')).toBe(own);
    await store.remove(taught);
    expect(existsSync(beside)).toBe(false);
  });

  it('exports a model with the words that were taught with it, and takes both in elsewhere', async () => {
    const folder = temporaryFolder();
    const store = stage(folder);
    const own = join(folder, 'own.lm');
    writeFileSync(own, ownWords);
    const id = await keep(store, own);
    const elsewhere = temporaryFolder();
    const [model, words] = [join(elsewhere, 'mine.utter'), join(elsewhere, 'mine.lm')];
    expect(await store.export(id, model)).toEqual({ ok: true, value: words });
    expect(readFileSync(words).equals(readFileSync(own))).toBe(true);
    // Whoever replaces a model replaces its words with it.
    expect(await store.export(id, model)).toMatchObject({ ok: true });
    expect(readdirSync(elsewhere).sort()).toEqual(['mine.lm', 'mine.utter']);
    const other = stage();
    const imported = await other.import(model);
    if (!imported.ok) throw new Error(imported.error.message);
    expect(readFileSync(ownLanguageModelPath(other.path(imported.value.id))).equals(readFileSync(own))).toBe(true);
    expect(imported.value.name).toBe('mine');
  });

  it('puts no model beside words that are not its own, and takes none in with words that cannot be read', async () => {
    const store = stage();
    const elsewhere = temporaryFolder();
    const [model, words] = [join(elsewhere, 'mine.utter'), join(elsewhere, 'mine.lm')];
    writeFileSync(words, 'words of another');
    const id = await keep(store, null);
    expect(await store.export(id, model)).toMatchObject({ ok: false, error: { code: 'file-exists' } });
    expect([existsSync(model), readFileSync(words, 'utf8')]).toEqual([false, 'words of another']);
    writeSmallModel(model);
    expect(await store.import(model)).toMatchObject({ ok: false, error: { code: 'model-refused' } });
    expect(await store.list()).toHaveLength(3);
  });

  it('leaves it to the recognizer to say where nothing can be loaded', async () => {
    const store = stage();
    store.standIn('bundled', noEncoder);
    expect(store.standIn('bundled-light', noEncoder)).toBeNull();
    expect(await store.chosen()).toMatchObject({ ok: true, value: { id: 'bundled' } });
  });

  it('reads the choice of before there was a light model', async () => {
    const folder = temporaryFolder();
    await mkdir(join(folder, 'models'));
    writeFileSync(join(folder, 'models/models.json'), '{"version":1,"used":"bundled","before":["bundled"]}');
    expect(await stage(folder).used()).toEqual({
      version: 1,
      id: 'bundled',
      name: 'English',
      createdAt: null,
      scores: null,
    });
  });
});
