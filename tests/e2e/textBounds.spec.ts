import { play } from './stagedWindow';
import { expect, test } from './test';
import { inLibrary, openVocabulary } from './windowSteps';

test('what is too long for a line or a tag is cut nowhere, and told', async ({ stagedWindow: page }) => {
  await play(page, 'library');
  await inLibrary(page);
  await page.getByTestId('tag').fill(`garden, ${'of the letters '.repeat(4).trim()}`);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('tags')).toContainText('garden');
  await expect(page.getByTestId('tag-refusal')).toHaveText('A tag has 50 letters at most; “of the letters o…” has 59.');
  await expect(page.getByTestId('tag')).toHaveValue('of the letters of the letters of the letters of the letters');
  await page.getByTestId('utterance').nth(2).getByText('wish').dblclick();
  await page.getByTestId('editor').fill('m'.repeat(10_001));
  await expect(page.getByTestId('line-refusal')).toContainText('this one has 10,001');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('editor')).toHaveValue('m'.repeat(10_001));
  await page.getByTestId('editor').fill('Short again');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('take-text')).toContainText('Short again');
});

test('prose that is pasted into the vocabulary is told, and not taken', async ({ stagedWindow: page }) => {
  await play(page, 'words');
  await openVocabulary(page);
  await page
    .getByTestId('vocabulary')
    .fill('Memphis\n\nthank you for the letter\nand for the seeds which came\non Tuesday. We have had');
  await expect(page.getByText('3 lines are text, no words or phrases, and are left out.')).toBeVisible();
  await page.getByTestId('vocabulary').blur();
  await expect.poll(() => page.evaluate(() => staged.settings.vocabulary.join())).toBe('Memphis');
});
