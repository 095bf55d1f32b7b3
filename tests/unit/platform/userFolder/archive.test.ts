import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { create } from 'tar';
import { describe, expect, it } from 'vitest';

import { defaultSettings } from '../../../../src/contract/defaultSettings';
import { readArchive, writeArchive } from '../../../../src/platform/userFolder/archive';
import { SettingsStore } from '../../../../src/platform/userFolder/settingsStore';
import { TakeStore } from '../../../../src/platform/userFolder/takeStore';
import { VoiceStore } from '../../../../src/platform/userFolder/voiceStore';
import { checksOf } from '../../../support/fakeVoice';
import { take, takeId } from '../../../support/fakeBridge';
import { temporaryFolder } from '../../../support/temporaryFolder';

/** Every file below a folder with its bytes. */
function contents(folder: string, below = ''): Record<string, string> {
  return Object.fromEntries(
    readdirSync(join(folder, below)).flatMap((name) => {
      const path = join(below, name);
      if (statSync(join(folder, path)).isDirectory()) return Object.entries(contents(folder, path));
      return [[path, readFileSync(join(folder, path)).toString('base64')]];
    }),
  );
}

/** A user's folder with two takes, a recording, a model, settings; and with what is not the user's. */
async function user(): Promise<string> {
  const folder = temporaryFolder();
  const store = new TakeStore(folder);
  await store.recover();
  for (const number of [1, 2]) {
    mkdirSync(join(folder, 'takes', takeId(number)));
    await store.save(take(number));
    writeFileSync(store.wavPath(takeId(number)), Buffer.from([1, 2, 3, 255, number]));
  }
  const settings = await SettingsStore.open(folder);
  await settings.save({ ...defaultSettings, theme: 'dark', vocabulary: ['Memphis'] });
  const voice = new VoiceStore(folder);
  await voice.recover();
  const said = {
    createdAt: '2026-01-01T00:00:00.000Z',
    text: 'A sentence.',
    origin: 'prompt',
    source: null,
    isUsed: true,
  } as const;
  const added = await voice.add(new Float32Array(160), { ...said, checks: checksOf('A sentence.') });
  if (!added.ok) throw new Error(added.error.message);
  mkdirSync(join(folder, 'models'));
  const entry = { version: 1, id: takeId(9), name: 'Mine', createdAt: '2026-01-01T00:00:00.000Z', scores: null };
  writeFileSync(join(folder, 'models', `${takeId(9)}.json`), JSON.stringify(entry));
  writeFileSync(join(folder, 'models', `${takeId(9)}.utter`), 'weights');
  writeFileSync(join(folder, 'models', `${takeId(9)}.lm`), 'words');
  writeFileSync(join(folder, 'models', 'models.json'), JSON.stringify({ version: 1, used: takeId(9), before: [] }));
  return folder;
}

async function fresh() {
  const folder = temporaryFolder();
  const store = new TakeStore(folder);
  await store.recover();
  return { folder, store };
}

describe('the archive of a library', () => {
  it('comes back byte for byte', async () => {
    const from = await user();
    const before = contents(from);
    // What is not the user's own stays where it is.
    writeFileSync(join(from, 'Cookies'), 'of Chromium');
    writeFileSync(join(from, 'library.db'), 'an index');
    const path = join(temporaryFolder(), 'all.tar');
    expect(await writeArchive(from, path, [])).toEqual({ ok: true, value: { takes: 2 } });
    const { folder, store } = await fresh();
    const restored = await readArchive(path, folder, store);
    expect(restored).toMatchObject({ value: { takes: 2, recordings: 1, models: 1, there: 0, refused: 0 } });
    if (!restored.ok || restored.value.settings === null) throw new Error('no settings');
    const settings = await SettingsStore.open(folder);
    await settings.save(restored.value.settings);
    expect(contents(folder)).toEqual(before);
  });

  it('leaves what is there already, and the take that is being recorded out', async () => {
    const from = await user();
    const path = join(temporaryFolder(), 'all.tar');
    await writeArchive(from, path, [takeId(2)]);
    const { folder, store } = await fresh();
    mkdirSync(join(folder, 'takes', takeId(1)));
    await store.save(take(1, { title: 'Mine' }));
    expect(await readArchive(path, folder, store)).toMatchObject({ value: { takes: 0, there: 1, recordings: 1 } });
    expect(await store.get(takeId(1))).toMatchObject({ value: { title: 'Mine' } });
    expect(readdirSync(join(folder, 'takes'))).toEqual([takeId(1)]);
    // The second time all of it is there.
    expect(await readArchive(path, folder, store)).toMatchObject({ value: { takes: 0, there: 3, recordings: 0 } });
  });

  it('tells the listener of each take, so that it is found', async () => {
    const from = await user();
    const path = join(temporaryFolder(), 'all.tar');
    await writeArchive(from, path, []);
    const { folder, store } = await fresh();
    const told: string[] = [];
    store.follow({ saved: ({ id }) => told.push(id), gone: () => undefined });
    await readArchive(path, folder, store);
    expect(told.sort()).toEqual([takeId(1), takeId(2)]);
  });

  it('lets no path out of its folder, and takes no links and nothing of another kind', async () => {
    const from = temporaryFolder();
    const evil = join(from, 'takes', takeId(1));
    mkdirSync(evil, { recursive: true });
    mkdirSync(join(from, 'deep'));
    writeFileSync(join(from, 'escape.json'), '{}');
    writeFileSync(join(evil, 'program.sh'), 'rm');
    writeFileSync(join(evil, 'take.json'), '{"version": 2}');
    symlinkSync('/etc/passwd', join(evil, 'audio.wav'));
    const path = join(temporaryFolder(), 'evil.tar');
    await create({ file: path, cwd: join(from, 'deep'), preservePaths: true }, ['../escape.json', '../takes']);
    const { folder, store } = await fresh();
    expect(await readArchive(path, folder, store)).toMatchObject({ ok: false, error: { code: 'archive-refused' } });
    await create({ file: path, cwd: from }, ['escape.json', 'takes']);
    // Its take.json is none, so nothing of the take is left either.
    expect(await readArchive(path, folder, store)).toMatchObject({ value: { takes: 0, refused: 4 } });
    expect(readdirSync(folder)).toEqual(['takes']);
    expect(readdirSync(join(folder, 'takes'))).toEqual([]);
  });

  it('refuses what is no archive, or a damaged one, and harms nothing', async () => {
    const from = await user();
    const path = join(temporaryFolder(), 'all.tar');
    await writeArchive(from, path, []);
    const bytes = readFileSync(path);
    const { folder, store } = await fresh();
    for (const damaged of [Buffer.from('no archive at all'), bytes.map((byte, at) => (at === 20 ? byte ^ 1 : byte))]) {
      writeFileSync(path, damaged);
      expect(await readArchive(path, folder, store)).toMatchObject({ ok: false, error: { code: 'archive-refused' } });
    }
    expect(readdirSync(folder)).toEqual(['takes']);
  });

  it('takes one that somebody compressed, and refuses a small one that fills the disk', async () => {
    const from = await user();
    const path = join(temporaryFolder(), 'all.tar');
    await writeArchive(from, path, []);
    writeFileSync(path, gzipSync(readFileSync(path), { level: 1 }));
    const { folder, store } = await fresh();
    expect(await readArchive(path, folder, store)).toMatchObject({ value: { takes: 2, recordings: 1 } });
    writeFileSync(join(from, 'takes', takeId(1), 'audio.wav'), Buffer.alloc(50_000_000));
    await create({ file: path, cwd: from, gzip: true }, ['takes']);
    const other = await fresh();
    expect(await readArchive(path, other.folder, other.store)).toMatchObject({ error: { code: 'archive-refused' } });
    expect(readdirSync(other.folder)).toEqual(['takes']);
  });

  it('says where the archive cannot be written, and leaves nothing half', async () => {
    const from = await user();
    const folder = temporaryFolder();
    const written = await writeArchive(from, join(folder, 'nowhere', 'all.tar'), []);
    expect(written).toMatchObject({ ok: false, error: { code: 'file-unwritable' } });
    expect(readdirSync(folder)).toEqual([]);
  });
});
