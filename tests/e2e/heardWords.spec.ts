import { play } from './stagedWindow';
import { expect, test } from './test';

const said = { committed: 'so thehamwas', unfinished: 'he', unlisted: ['thehamwas'] };

test('letters that are no word are marked as uncertain in what was heard so far, and in the pill', async ({
  stagedWindow: page,
}) => {
  await play(page, 'listening');
  await page.evaluate((partial) => {
    staged.emit('dictation:partial', partial);
  }, said);
  const heard = page.getByTestId('heard');
  await expect(heard).toHaveText('so thehamwas ');
  await expect(heard.locator('.uncertain')).toHaveText(['thehamwas']);
  await page.evaluate(
    (partial) => {
      staged.emit('dictation:partial', partial);
    },
    { ...said, unlisted: [] },
  );
  await expect(heard).toHaveText('so thehamwas ');
  await expect(heard.locator('.uncertain')).toHaveCount(0);
  await play(page, 'listening', 'pill');
  await page.evaluate((partial) => {
    staged.emit('dictation:partial', partial);
  }, said);
  await expect(page.getByTestId('pill').locator('.unlisted')).toHaveText(['thehamwas']);
});
