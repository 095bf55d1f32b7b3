import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { hasTrayHost } from '../../../../src/main/desktop/trayHost';
import { temporaryFolder } from '../../../support/temporaryFolder';

const bus = 'unix:path=/run/user/1000/bus';

/** A folder with programs of these names. */
function folderOf(...names: readonly string[]): string {
  const folder = temporaryFolder();
  for (const name of names) {
    writeFileSync(join(folder, name), '');
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

const linux = (printed: string, environment: NodeJS.ProcessEnv): Promise<boolean> =>
  hasTrayHost({ platform: 'linux', environment, ask: () => Promise.resolve(printed) });

describe('hasTrayHost', () => {
  it.each([
    ['gdbus', '(<true>,)\n', true],
    ['gdbus', '(<false>,)\n', false],
    ['busctl', 'b true\n', true],
    ['dbus-send', '   variant       boolean true\n', true],
    // What a desktop without a watcher answers goes to standard error.
    ['gdbus', '', false],
  ])('reads what %s prints: %j', async (name, printed, has) => {
    expect(await linux(printed, { PATH: folderOf(name), DBUS_SESSION_BUS_ADDRESS: bus })).toBe(has);
  });

  it('finds none where the bus cannot be asked', async () => {
    expect(await linux('(<true>,)', { PATH: folderOf('gdbus') })).toBe(false);
    expect(await linux('(<true>,)', { PATH: folderOf(), DBUS_SESSION_BUS_ADDRESS: bus })).toBe(false);
  });

  it('is sure of one on other systems', async () => {
    for (const platform of ['win32', 'darwin'] as const)
      expect(await hasTrayHost({ platform, environment: {}, ask: () => Promise.resolve('') })).toBe(true);
  });
});
