import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { isWithinReach, readWindowState, writeWindowState } from '../../../../src/main/window/windowState';
import { temporaryFolder } from '../../../support/temporaryFolder';

const bounds = { x: 10, y: 20, width: 800, height: 600 };

describe('the state of the window', () => {
  it('is read as it was written', async () => {
    const folder = temporaryFolder();
    expect(await readWindowState(folder)).toBeNull();
    await writeWindowState(folder, { version: 1, bounds, isMaximized: true });
    expect(await readWindowState(folder)).toEqual({ version: 1, bounds, isMaximized: true });
  });

  it.each(['', '[]', '{"version":1,"bounds":{"x":0,"y":0,"width":-1,"height":5},"isMaximized":false}'])(
    'is forgotten where the file holds %j',
    async (text) => {
      const folder = temporaryFolder();
      writeFileSync(join(folder, 'window.json'), text);
      expect(await readWindowState(folder)).toBeNull();
    },
  );

  it('is used only where the window can be taken hold of', () => {
    const screen = { x: 0, y: 0, width: 1920, height: 1080 };
    expect(isWithinReach(bounds, [screen])).toBe(true);
    expect(isWithinReach({ ...bounds, x: 1850 }, [screen])).toBe(false);
    expect(isWithinReach({ ...bounds, x: 1850 }, [screen, { ...screen, x: 1920 }])).toBe(true);
    expect(isWithinReach(bounds, [])).toBe(false);
  });
});
