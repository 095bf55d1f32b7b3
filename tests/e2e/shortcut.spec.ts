import { play } from './stagedWindow';
import { expect, test } from './test';

test('a shortcut is chosen by pressing it', async ({ stagedWindow: page }) => {
  await play(page, 'ready');
  await page.keyboard.press('Control+5');
  await page.getByTestId('shortcut').click();
  await page.keyboard.press('Control+Alt+D');
  await expect(page.getByTestId('shortcut')).toHaveText('CtrlAltD');
  expect(await page.evaluate(() => staged.settings.desktop.shortcut)).toBe('CommandOrControl+Alt+D');
});

test('Dictate shows no keys that another program has', async ({ stagedWindow: page }) => {
  await play(page, 'ready');
  await page.setViewportSize({ width: 1280, height: 800 });
  const keys = page.locator('footer kbd');
  await expect(keys.first()).toBeVisible();
  await page.evaluate(() => {
    staged.emit('desktop:changed', { ...staged.desktop, shortcutProblem: 'Taken.', shortcutWorks: false });
  });
  await expect(keys).toHaveCount(0);
});

test('the first page names the keys that are chosen, and says whether they are pressed or held', async ({
  stagedWindow: page,
}) => {
  const step = page.getByRole('listitem').filter({ hasText: 'say a sentence' });
  await play(page, 'first-run');
  await expect(step).toHaveText('Press Start, or CtrlShiftSpace, and say a sentence.');
  await page.keyboard.press('Control+5');
  await page.getByTestId('shortcut').click();
  await page.keyboard.press('Control+Alt+D');
  await page.keyboard.press('Control+1');
  await expect(step).toHaveText('Press Start, or CtrlAltD, and say a sentence.');
  await page.evaluate(() => {
    staged.emit('desktop:changed', { ...staged.desktop, shortcutHolds: true });
  });
  await expect(step).toHaveText('Press Start and say a sentence, or hold CtrlAltD down while you say it.');
  await expect(page.getByText('Press Stop, or let the keys go, and the take is kept')).toBeVisible();
  await page.evaluate(() => {
    staged.emit('desktop:changed', { ...staged.desktop, shortcutHolds: true, shortcutWorks: false });
  });
  await expect(step).toHaveText('Press Start and say a sentence.');
});

test('the list of keys names those that are chosen', async ({ stagedWindow: page }) => {
  await play(page, 'ready');
  await page.keyboard.press('Control+5');
  await page.getByTestId('shortcut').click();
  await page.keyboard.press('Control+Alt+D');
  await page.getByTestId('show-keys').click();
  const row = page.getByTestId('key-map').locator('dd').first();
  await expect(row).toHaveText('CtrlAltD');
  await page.evaluate(() => {
    staged.emit('desktop:changed', { ...staged.desktop, shortcutWorks: false });
  });
  await expect(row).toHaveText('CtrlShiftSpace');
});

const reasons = [
  ['a', 'Alone or with Shift every program needs this key itself.'],
  ['Alt+Tab', 'Tab goes from field to field'],
  ['PrintScreen', 'This key cannot be in the shortcut.'],
  ['Meta+a', 'belong to the system'],
  ['Alt+F4', 'Alt+F4 closes windows.'],
] as const;

test('keys that every program needs itself are no shortcut', async ({ stagedWindow: page }) => {
  await play(page, 'ready');
  await page.keyboard.press('Control+5');
  const before = await page.evaluate(() => staged.settings.desktop.shortcut);
  await page.getByTestId('shortcut').click();
  await page.keyboard.press('Control+c');
  await expect(page.getByText('Every program needs these keys itself.')).toBeVisible();
  // What was said of other keys does not stay.
  for (const [keys, reason] of reasons) {
    await page.keyboard.press(keys);
    await expect(page.getByText(reason)).toBeVisible();
  }
  await page.keyboard.press('Control+c');
  await page.keyboard.press('Escape');
  await expect(page.getByText('Every program needs these keys itself.')).toBeHidden();
  expect(await page.evaluate(() => staged.settings.desktop.shortcut)).toBe(before);
});
