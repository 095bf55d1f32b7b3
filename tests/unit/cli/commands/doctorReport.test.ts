import { mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { reportOn } from '../../../../src/cli/commands/doctorReport';
import { defaultSettings } from '../../../../src/contract/defaultSettings';
import { openLog } from '../../../../src/platform/files/log';
import { TakeStore } from '../../../../src/platform/userFolder/takeStore';
import { temporaryFolder } from '../../../support/temporaryFolder';

describe('the report of the doctor', () => {
  it('has findings, counts, settings and the log, and none of the user’s words', async () => {
    const folder = temporaryFolder();
    const store = new TakeStore(folder);
    await store.recover();
    const take = await store.create();
    if (!take.ok) throw new Error(take.error.message);
    await store.save({ ...take.value, title: 'Resignation', titleIsOwn: true });
    const spoken = { spoken: 'my address', effect: 'write' as const, text: '12 High Street' };
    const settings = {
      ...defaultSettings,
      microphone: 'Headset of Ann',
      vocabulary: ['Kowalczyk'],
      shaping: { ...defaultSettings.shaping, commands: [spoken] },
    };
    writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings));
    openLog(join(folder, 'logs/utter.log')).event('take-left', { path: join(homedir(), 'takes') });
    const report = await reportOn(folder, `Utter 1, Node 20, /mnt/disk1${homedir()}/utter`);
    // What only ends as the home folder does is another one.
    expect(report).toContain(`Utter 1, Node 20, /mnt/disk1${homedir()}/utter`);
    expect(report).toMatch(/takes +1 entries, \d+ kB/u);
    expect(report).toContain('"vocabulary": 1');
    expect(report).toContain('"microphone": "a named one"');
    expect(report).toContain('info take-left {"path":"~/takes"}');
    for (const word of ['Resignation', 'Kowalczyk', 'my address', 'High Street', 'Headset', `"${homedir()}`])
      expect(report).not.toContain(word);
  });

  it('is made of a folder that is not there, and of settings that cannot be read', async () => {
    const folder = temporaryFolder();
    expect(await reportOn(join(folder, 'none'), '')).toMatch(/takes +none/u);
    mkdirSync(join(folder, 'takes'));
    writeFileSync(join(folder, 'settings.json'), '{ "vocabulary": ["Kowalczyk"');
    const report = await reportOn(folder, '');
    expect(report).toContain('could not be read');
    expect(report).not.toContain('Kowalczyk');
  });
});
