import { play } from './stagedWindow';
import { expect, test } from './test';
import { openCommands, openVocabulary } from './windowSteps';

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

test('a phrase that another row has is told beside the field that was changed, in sight in a low window', async ({
  stagedWindow: page,
}) => {
  await page.setViewportSize({ width: 720, height: 480 });
  await play(page, 'ready');
  await openCommands(page);
  const told = page.getByText('This phrase is in the list already.');
  const phrases = page.getByTestId('command').getByRole('textbox', { name: 'You say' });
  await phrases.first().fill('stop dictation');
  await phrases.first().press('Enter');
  await expect(told).toBeInViewport({ ratio: 1 });
  await phrases.first().fill('comma');
  await phrases.first().press('Enter');
  await expect(told).toHaveCount(0);
  // The lowest that is in sight.
  await phrases.nth(9).fill('comma');
  await phrases.nth(9).evaluate((field) => {
    field.scrollIntoView({ block: 'end' });
  });
  await phrases.nth(9).press('Enter');
  await expect(told).toBeInViewport({ ratio: 1 });
});
