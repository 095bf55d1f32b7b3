import { type ConsoleMessage, type Page, test as base } from '@playwright/test';

import { launchApp } from './app';
import { startDisplay } from './display';
import { asOpened, bundleScenes, giveSound, openStagedWindow } from './stagedWindow';

export { expect } from '@playwright/test';

interface OfTest {
  /** A window with a staged bridge, as large and as bright as it opens; one for all tests of a worker. */
  readonly stagedWindow: Page;
  /** What that window's page has complained about in this test: errors and warnings. */
  readonly complaints: string[];
}

interface OfWorker {
  readonly display: undefined;
  readonly stagedApp: Page;
}

// Playwright reads from the pattern what a fixture needs; an empty one needs nothing.
/* eslint-disable no-empty-pattern */
/** A test of the app. Workers run side by side, and each has a display: focus, keys and clipboard of one are nothing to the other. */
export const test = base.extend<OfTest, OfWorker>({
  display: [
    async ({}, use) => {
      const stop = await startDisplay();
      await use(undefined);
      stop();
    },
    { scope: 'worker', auto: true },
  ],
  stagedApp: [
    async ({}, use) => {
      const app = await launchApp();
      giveSound(app.userFolder);
      await use(await openStagedWindow(app.electron, await bundleScenes()));
      await app.dispose();
    },
    { scope: 'worker' },
  ],
  stagedWindow: async ({ stagedApp }, use) => {
    await asOpened(stagedApp);
    await use(stagedApp);
  },
  complaints: async ({ stagedApp }, use) => {
    const complaints: string[] = [];
    const onError = (error: Error): void => void complaints.push(error.message);
    const onConsole = (message: ConsoleMessage): void => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    };
    stagedApp.on('console', onConsole).on('pageerror', onError);
    await use(complaints);
    stagedApp.off('console', onConsole).off('pageerror', onError);
  },
});
/* eslint-enable no-empty-pattern */
