import { play } from './stagedWindow';
import { expect, test } from './test';
import { openVocabulary } from './windowSteps';

test('a letter that is imported as a vocabulary is told what was left out of it, until something is typed', async ({
  stagedWindow: page,
}) => {
  await page.setViewportSize({ width: 720, height: 480 });
  await play(page, 'words');
  await openVocabulary(page);
  await page.evaluate(() => (staged.importedTerms = { terms: ['Dear Margaret'], refused: 14 }));
  await page.getByTestId('import-vocabulary').click();
  await expect(page.getByTestId('toast')).toContainText('One word or phrase is new.');
  const refusal = page.getByTestId('refusal');
  await expect(refusal).toContainText('14 lines are no words or phrases and were left out; one was taken.');
  await expect(refusal).toBeInViewport({ ratio: 1 });
  await page.getByTestId('vocabulary').fill('Memphis');
  await expect(refusal).toBeHidden();
});
