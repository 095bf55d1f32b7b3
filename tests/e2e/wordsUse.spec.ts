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

test('phrases of one’s own that go with the list, or with their row, are brought back', async ({
  stagedWindow: page,
}) => {
  await play(page, 'ready');
  await openCommands(page);
  const rows = page.getByTestId('command');
  const count = await rows.count();
  await page.getByTestId('add-command').click();
  const own = rows.last();
  await own.getByRole('textbox', { name: 'You say' }).fill('my town');
  await own.getByRole('textbox', { name: 'writes' }).fill('Leeds');
  await own.getByRole('textbox', { name: 'writes' }).press('Enter');
  await page.getByRole('button', { name: 'Restore the list that comes with Utter' }).click();
  await expect(rows).toHaveCount(count);
  const toast = page.getByTestId('toast');
  await expect(toast).toContainText('The list that comes with Utter is back, without one phrase of yours.');
  await toast.getByRole('button', { name: 'Undo' }).click();
  await expect(rows).toHaveCount(count + 1);
  await expect(own.getByRole('textbox', { name: 'writes' })).toHaveValue('Leeds');
  await own.getByRole('button', { name: 'Remove “my town”' }).click();
  await expect(toast).toContainText('“my town” is removed.');
  await page.keyboard.press('Control+z');
  await expect(own.getByRole('textbox', { name: 'You say' })).toHaveValue('my town');
  const kept = await page.evaluate(() => staged.settings.shaping.commands.at(-1));
  expect(kept).toEqual({ spoken: 'my town', effect: 'write', text: 'Leeds' });
});
