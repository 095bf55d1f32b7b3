import type { Page } from '@playwright/test';

import { play } from './stagedWindow';
import { expect, test } from './test';

async function openSettings(page: Page): Promise<void> {
  await play(page, 'ready');
  await page.keyboard.press('Control+5');
}

test('numbers and sentences are chosen where spoken commands are off, too, and that says so', async ({
  stagedWindow: page,
}) => {
  await openSettings(page);
  await page.getByRole('radiogroup', { name: 'Spoken commands' }).getByRole('radio', { name: 'Off' }).click();
  await expect(
    page.getByText('are written as words. Numbers and sentences are written as chosen below.'),
  ).toBeVisible();
  await page.getByRole('radiogroup', { name: 'Numbers' }).getByRole('radio', { name: 'All digits' }).click();
  await page.getByRole('radiogroup', { name: 'Write sentences' }).getByRole('radio', { name: 'Off' }).click();
  const kept = await page.evaluate(() => staged.settings.shaping);
  expect(kept).toMatchObject({ obeysCommands: false, numbers: 'digits', sentences: false });
});
