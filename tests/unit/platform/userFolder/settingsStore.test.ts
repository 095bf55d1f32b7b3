import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { defaultSettings } from '../../../../src/contract/defaultSettings';
import { failures } from '../../../../src/contract/result';
import type { Settings } from '../../../../src/contract/settings';
import { SettingsStore } from '../../../../src/platform/userFolder/settingsStore';
import { temporaryFolder } from '../../../support/temporaryFolder';

const dark: Settings = { ...defaultSettings, theme: 'dark', microphone: 'Headset' };

describe('SettingsStore', () => {
  it('begins with the defaults and keeps what is saved', async () => {
    const folder = temporaryFolder();
    const store = await SettingsStore.open(folder);
    expect([store.settings, store.failure]).toEqual([defaultSettings, null]);
    await store.save(dark);
    expect(store.settings).toEqual(dark);
    expect((await SettingsStore.open(folder)).settings).toEqual(dark);
  });

  it.each(['{', '{"version":2}', '{"version":1,"theme":"pink","microphone":null}'])(
    'uses the defaults for %s, says so, and leaves the file alone; a change puts it aside',
    async (text) => {
      const folder = temporaryFolder();
      writeFileSync(join(folder, 'settings.json'), text);
      const store = await SettingsStore.open(folder);
      const failure = { code: 'settings-unreadable', message: failures['settings-unreadable'] };
      expect([store.settings, store.failure]).toEqual([defaultSettings, failure]);
      expect(readFileSync(join(folder, 'settings.json'), 'utf8')).toBe(text);
      await store.save(dark);
      expect(store.failure).toBeNull();
      expect(readFileSync(join(folder, 'settings.damaged.json'), 'utf8')).toBe(text);
      await store.save(defaultSettings);
      expect(readFileSync(join(folder, 'settings.damaged.json'), 'utf8')).toBe(text);
    },
  );

  it('reads a file of before there were spoken commands and a second hearing, with what comes with Utter', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'settings.json'), '{"version":1,"theme":"dark","microphone":"Headset"}');
    const store = await SettingsStore.open(folder);
    expect([store.settings, store.failure]).toEqual([dark, null]);
  });

  it('reads a file of before there were three styles of numbers, with the style that comes with Utter', async () => {
    const folder = temporaryFolder();
    const { numbers, ...shaping } = dark.shaping;
    expect(numbers).toBe('ten');
    for (const digits of [true, false]) {
      writeFileSync(join(folder, 'settings.json'), JSON.stringify({ ...dark, shaping: { ...shaping, digits } }));
      const store = await SettingsStore.open(folder);
      expect([store.settings, store.failure]).toEqual([dark, null]);
    }
  });

  it('reads a file in which commands, sentences and numbers had one switch: where it was off, each is off', async () => {
    const folder = temporaryFolder();
    const { obeysCommands, ...shaping } = dark.shaping;
    expect(obeysCommands).toBe(true);
    const asHeard = { obeysCommands: false, sentences: false, numbers: 'words' };
    for (const [enabled, read] of [
      [true, {}],
      [false, asHeard],
    ] as const) {
      writeFileSync(join(folder, 'settings.json'), JSON.stringify({ ...dark, shaping: { ...shaping, enabled } }));
      const store = await SettingsStore.open(folder);
      expect([store.settings.shaping, store.failure]).toEqual([{ ...dark.shaping, ...read }, null]);
    }
  });

  it('reads pauses that contradict each other so that no paragraph begins before its sentence', async () => {
    const folder = temporaryFolder();
    const pauses = { sentencePauseSeconds: 5, paragraphPauseSeconds: 2 };
    writeFileSync(join(folder, 'settings.json'), JSON.stringify({ ...dark, shaping: { ...dark.shaping, ...pauses } }));
    const store = await SettingsStore.open(folder);
    expect([store.settings.shaping, store.failure]).toEqual([
      { ...dark.shaping, sentencePauseSeconds: 5, paragraphPauseSeconds: 5 },
      null,
    ]);
  });

  it('changes nothing where the disk refuses', async () => {
    const store = await SettingsStore.open(join(temporaryFolder(), 'gone'));
    expect(await store.save(dark)).toMatchObject({ error: { code: 'file-unwritable' } });
    expect(store.settings).toEqual(defaultSettings);
  });
});
