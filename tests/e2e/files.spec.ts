import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { launchApp, type RunningApp } from './app';
import { dropFiles } from './dropFiles';
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

test('files and a folder that are dropped become takes, and what is no sound says so', async () => {
  const { page } = app;
  const inFolder = join(folder, 'talks', 'may');
  mkdirSync(inFolder, { recursive: true });
  copyFileSync(`${recordings}/cen6-miry-b.opus`, join(inFolder, 'spelt.opus'));
  copyFileSync(`${recordings}/an401-mdms2-b.opus`, join(folder, 'address.opus'));
  writeFileSync(join(folder, 'notes.wav'), 'no sound at all');
  await page.keyboard.press('Control+2');
  await dropFiles(
    page,
    ['talks', 'address.opus', 'notes.wav'].map((name) => join(folder, name)),
  );
  await expect(page.getByTestId('toast')).toContainText('3 files wait to be written down.');
  const files = page.getByTestId('sound-file');
  await expect(files).toContainText(['spelt.opus', 'address.opus', 'notes.wav']);
  await expect(files.filter({ hasText: 'Written down' })).toHaveCount(2, { timeout: 90_000 });
  await expect(files.last()).toContainText('“notes.wav” cannot be read');
  await files.first().getByRole('button', { name: 'Open' }).click();
  await expect(page.getByTestId('take-text')).toContainText(/\w+ \w+/u);
  await expect(page.getByTestId('take-item')).toHaveCount(2);
});

test('a take that is deleted while it waits to be transcribed again, and is brought back, waits no more', async () => {
  const { page } = app;
  copyFileSync(`${recordings}/an401-mdms2-b.opus`, join(folder, 'deleted.opus'));
  await dropFiles(page, [join(folder, 'deleted.opus')]);
  await page.keyboard.press('Control+2');
  const item = page.getByTestId('take-item').filter({ hasText: 'deleted' });
  await expect(item).toBeVisible({ timeout: 90_000 });
  await page.evaluate(() => window.utter.request('transcriptions:pause'));
  await item.click();
  await page.getByTestId('more').click();
  await page.getByTestId('more-again').click();
  await page.getByTestId('again-start').click();
  const progress = page.getByTestId('again-progress');
  await expect(progress).toContainText('Waits to be transcribed again.');
  await page.getByTestId('delete').click();
  await expect(item).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(item).toBeVisible();
  await expect(page.getByTestId('take-text')).toBeVisible();
  await expect(progress).toHaveCount(0);
  await page.evaluate(() => window.utter.request('transcriptions:resume'));
});

test('a folder without sound says so, and a watched folder that it is not there', async () => {
  const { page } = app;
  const watched = join(folder, 'stick');
  mkdirSync(watched);
  await dropFiles(page, [watched]);
  await expect(page.getByTestId('toast')).toContainText('There are no sound files in what was dropped.');
  await app.electron.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, watched);
  await page.keyboard.press('Control+2');
  await page.getByTestId('show-files').click();
  await page.getByTestId('watch-folder').click();
  const line = page.getByTestId('watched');
  await expect(line).toHaveText('Watched: stick. New sound files in it are written down.');
  rmSync(watched, { recursive: true });
  await expect(line).toHaveText(
    'The watched folder stick is not there. Once it is back, new sound files in it are written down.',
  );
  mkdirSync(watched);
  await expect(line).toHaveText('Watched: stick. New sound files in it are written down.');
});

test('recordings with texts are imported from a folder and those in it, and nothing that is left is passed over', async () => {
  const { page } = app;
  await page.evaluate(() => window.utter.request('models:use', { id: 'bundled-light' }));
  const corpus = join(folder, 'corpus');
  mkdirSync(join(corpus, 'below'), { recursive: true });
  const put = (name: string, recording: string, text: string): void => {
    copyFileSync(`${recordings}/${recording}.opus`, join(corpus, `${name}.opus`));
    writeFileSync(join(corpus, `${name}.txt`), text);
  };
  put('address', 'an401-mdms2-b', 'enter seven one five four');
  put('below/spelt', 'cen6-miry-b', 'one five two one three');
  put('copy', 'an401-mdms2-b', 'enter seven one five four');
  put('figures', 'cv40257105', 'I paid 23 dollars in 1999');
  writeFileSync(join(corpus, 'alone.txt'), 'nothing to hear');
  await app.electron.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, corpus);
  await page.keyboard.press('Control+3');
  await page.getByTestId('import-folder').click();
  const report = page.getByTestId('import-report');
  await expect(report).toBeVisible({ timeout: 90_000 });
  for (const name of ['copy.opus', 'figures', 'alone.txt']) await expect(report).toContainText(name);
  expect(
    app
      .recordingsOnDisk()
      .map(({ text }) => text)
      .sort(),
  ).toEqual(['enter seven one five four', 'one five two one three']);
  // The same folder once more brings nothing new.
  await report.getByRole('button', { name: 'Done' }).click();
  await page.getByTestId('import-folder').click();
  await expect(report).toContainText('spelt.opus', { timeout: 90_000 });
  expect(app.recordingsOnDisk()).toHaveLength(2);
});
