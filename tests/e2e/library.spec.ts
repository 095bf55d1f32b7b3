import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Page } from '@playwright/test';

import { spoken, take, takeId } from '../support/fakeBridge';
import { launchApp, type RunningApp } from './app';
import { expect, test } from './test';

const takeCount = 300;
let app: RunningApp;
let page: Page;

test.beforeAll(async () => {
  const userFolder = mkdtempSync(join(tmpdir(), 'utter-library-'));
  for (let number = 1; number <= takeCount; number += 1) {
    const createdAt = new Date(Date.UTC(2026, 0, 1) + number * 3_600_000).toISOString();
    const utterances = [spoken(number === 7 ? 'we clime the stairs' : `words of take ${number}`, 0)];
    const written = take(number, { createdAt, utterances });
    const folder = join(userFolder, 'takes', takeId(number));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'take.json'), JSON.stringify(written));
  }
  app = await launchApp({ userFolder });
  ({ page } = app);
});

test.afterAll(async () => {
  await app.dispose();
});

test('the keyboard goes from three hundred takes to the text of the last in three presses', async () => {
  await page.keyboard.press('Control+2');
  const focused = page.locator(':focus');
  await expect(focused).toContainText('Take 300');
  await page.keyboard.press('End');
  await expect(focused).toContainText('Take 1');
  await expect(page.getByTestId('take-text')).toContainText('words of take 1');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('take-text').locator(':focus')).toBeVisible();
  // Of the whole list only what is seen is there.
  expect(await page.getByTestId('take-item').count()).toBeLessThan(40);
});

test('Ctrl+F, some letters and Down lead to what was said, marked', async () => {
  await page.keyboard.press('Control+f');
  await page.keyboard.type('stair');
  await expect(page.getByTestId('found')).toHaveText('1 take');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Home');
  await expect(page.getByTestId('take-item').locator('mark')).toHaveText('stairs');
  await expect(page.getByTestId('take-text').locator('.found')).toHaveText('stairs');
});

test('a correction is undone, done again and taken back to what was heard', async () => {
  const words = (): string => {
    const [utterance] = app.takeOnDisk(takeId(7)).utterances;
    return (utterance?.shaped?.words ?? utterance?.words ?? []).map(({ text }) => text).join(' ');
  };
  await page.getByTestId('take-text').getByText('clime').dblclick();
  await page.getByTestId('editor').fill('we climb');
  await page.getByTestId('editor').press('Shift+Enter');
  await page.keyboard.type('the stairs');
  await page.getByTestId('editor').press('Enter');
  await expect.poll(words).toBe('we climb the stairs');
  expect(app.takeOnDisk(takeId(7)).utterances[0]?.shaped?.words[2]?.before).toBe('\n');
  await page.keyboard.press('Control+z');
  await expect.poll(words).toBe('we clime the stairs');
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(words).toBe('we climb the stairs');
  await page.getByTestId('revert').click();
  await expect.poll(words).toBe('we clime the stairs');
  expect(app.takeOnDisk(takeId(7)).corrected).toBe(false);
});

test('what was typed into a line is kept when the view is left', async () => {
  await page.getByTestId('take-text').getByText('clime').dblclick();
  await page.getByTestId('editor').fill('we went up');
  await page.keyboard.press('Control+1');
  await expect
    .poll(() =>
      app
        .takeOnDisk(takeId(7))
        .utterances[0]?.words.map(({ text }) => text)
        .join(' '),
    )
    .toBe('we went up');
});

test('what was typed and is not kept yet is kept when the app is quit', async () => {
  await page.keyboard.press('Control+2');
  await page.getByTestId('search').fill('');
  await page.getByTestId('take-item').first().click();
  await page.getByTestId('take-text').getByText('words').dblclick();
  await page.getByTestId('editor').fill('the last of them');
  await app.quit();
  const { userFolder } = app;
  const words = app.takeOnDisk(takeId(takeCount)).utterances[0]?.words.map(({ text }) => text);
  expect(words).toEqual(['the', 'last', 'of', 'them']);
  app = await launchApp({ userFolder });
  await app.page.keyboard.press('Control+4');
  await app.page.getByTestId('vocabulary').fill('Kowalczyk');
  await app.quit();
  expect(readFileSync(join(userFolder, 'settings.json'), 'utf8')).toContain('Kowalczyk');
  expect(readdirSync(userFolder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  app = await launchApp({ userFolder });
});
