import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { ElectronApplication, Page } from '@playwright/test';
import { build, type Rolldown } from 'vite';

import { formatWav } from '../../src/core/audio/wav';
import { type FakeBridge, takeId } from '../support/fakeBridge';
import type { SceneName } from '../support/windowScenes';

declare global {
  // Inside a page with a staged bridge.
  var staged: FakeBridge;
}

/** The scenes as one script that can run before a page's own. */
export async function bundleScenes(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      target: 'chrome114',
      lib: { entry: 'tests/support/windowScenes.ts', formats: ['iife'], name: 'scenes' },
    },
  });
  const [output] = Array.isArray(built) ? built : [built as Rolldown.RolldownOutput];
  if (output === undefined) throw new Error('the scenes were not bundled');
  return output.output[0].code;
}

/** A window of the app without its preload script: its files, its protocol and its policy, with a bridge that plays a scene. */
export async function openStagedWindow(electron: ElectronApplication, scenes: string): Promise<Page> {
  const [page] = await Promise.all([
    electron.waitForEvent('window'),
    electron.evaluate(async ({ BrowserWindow }) => {
      const window = new BrowserWindow({
        width: 1080,
        height: 720,
        useContentSize: true,
        webPreferences: { sandbox: true },
      });
      await window.loadURL('about:blank');
    }),
  ]);
  await page.addInitScript(scenes);
  return page;
}

/** Gives the window the size and the looks that it opens with. */
export async function asOpened(page: Page): Promise<void> {
  await page.setViewportSize({ width: 1080, height: 720 });
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
}

/** Shows a scene from its beginning, in the window or in the pill. */
export async function play(page: Page, scene: SceneName, where: 'index' | 'pill' = 'index'): Promise<void> {
  await page.goto(`app://utter/${where}.html?scene=${scene}`);
  await page.evaluate(() => document.fonts.ready);
}

/** The takes of scenes sound like silence. */
export function giveSound(userFolder: string): void {
  const silence = formatWav(new Int16Array(32.6 * 16_000));
  for (let number = 1; number <= 9; number++) {
    const folder = join(userFolder, 'takes', takeId(number));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'audio.wav'), silence);
  }
}
