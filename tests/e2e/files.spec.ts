import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Page } from '@playwright/test';

import { launchApp, type RunningApp } from './app';
import { expect, test } from './test';

const recordings = 'tests/recordings';
let app: RunningApp;
let folder: string;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'utter-files-'));
  app = await launchApp();
});

test.afterAll(async () => {
  await app.dispose();
  rmSync(folder, { recursive: true, force: true });
});

/** Files are dragged from elsewhere and let go over the page: the paths are real, and Chromium makes the page's files of them. */
async function drop(page: Page, files: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: 500, y: 300, data });
  await session.detach();
}

test('files and a folder that are dropped become takes, and what is no sound says so', async () => {
  const { page } = app;
  const inFolder = join(folder, 'talks');
  mkdirSync(inFolder);
  copyFileSync(`${recordings}/cen6-miry-b.opus`, join(inFolder, 'spelt.opus'));
  copyFileSync(`${recordings}/an401-mdms2-b.opus`, join(folder, 'address.opus'));
  writeFileSync(join(folder, 'notes.wav'), 'no sound at all');
  await drop(
    page,
    ['talks', 'address.opus', 'notes.wav'].map((name) => join(folder, name)),
  );
  await expect(page.getByTestId('toast')).toContainText('3 files wait to be written down.');
  await page.keyboard.press('Control+2');
  await page.getByTestId('show-files').click();
  const files = page.getByTestId('sound-file');
  await expect(files).toContainText(['spelt.opus', 'address.opus', 'notes.wav']);
  await expect(files.filter({ hasText: 'Written down' })).toHaveCount(2, { timeout: 90_000 });
  await expect(files.last()).toContainText('“notes.wav” cannot be read');
  await files.first().getByRole('button', { name: 'Open' }).click();
  await expect(page.getByTestId('take-text')).toContainText(/\w+ \w+/u);
  await expect(page.getByTestId('take-item')).toHaveCount(2);
});
