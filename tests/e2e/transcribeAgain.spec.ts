import { play } from './stagedWindow';
import { expect, test } from './test';
import { inLibrary } from './windowSteps';

test('a line is corrected while its take only waits to be transcribed again, and kept once that begins', async ({
  stagedWindow: page,
}) => {
  await play(page, 'library');
  await inLibrary(page);
  await page.getByTestId('more').click();
  await page.getByTestId('more-again').click();
  await page.getByTestId('again-start').click();
  await expect(page.getByTestId('again-progress')).toContainText('Waits to be transcribed again.');
  const line = page.getByTestId('utterance').first();
  await line.locator('.word').first().dblclick();
  await page.getByTestId('editor').fill('Put right meanwhile.');
  await page.evaluate(() => {
    const { jobs } = staged.files.queue;
    staged.files.tell({ jobs: jobs.map((job) => ({ ...job, state: 'running' as const })) });
  });
  await expect(page.getByTestId('editor')).toHaveCount(0);
  await expect(line).toContainText('Put right meanwhile.');
  const toast = page.getByTestId('toast');
  await expect(toast).toContainText('This take is being transcribed again. Correct it when that is done.');
  await toast.getByRole('button', { name: 'Close' }).click();
  await line.locator('.word').first().dblclick();
  await expect(toast).toContainText('This take is being transcribed again.');
  await expect(page.getByTestId('editor')).toHaveCount(0);
});
