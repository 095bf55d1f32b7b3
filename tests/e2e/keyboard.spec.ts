import type { Page } from '@playwright/test';

import { play } from './stagedWindow';
import { expect, test } from './test';

// Each journey with keys alone. What is not reached by so many presses of Tab counts as not reached.
const mostTabs = 60;

const focused = (page: Page): Promise<string | null> =>
  page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? null);

/** Goes on with `key` until the focus is on what has that test id. */
async function reach(page: Page, testId: string, key = 'Tab'): Promise<void> {
  const passed: (string | null)[] = [];
  for (let press = 0; press < mostTabs; press += 1) {
    await page.keyboard.press(key);
    const now = await focused(page);
    if (now === testId) return;
    passed.push(now);
  }
  throw new Error(`${testId} is not reached by ${key}: ${passed.join(', ')}`);
}

async function press(page: Page, testId: string, key = 'Enter'): Promise<void> {
  await reach(page, testId);
  await page.keyboard.press(key);
}

const copied = (page: Page): Promise<string | null> => page.evaluate(() => staged.copied);

test('a take is stopped, copied and thrown away', async ({ stagedWindow: page }) => {
  await play(page, 'listening');
  await page.keyboard.press('Control+Shift+Space');
  await expect(page.getByTestId('kept')).toBeVisible();
  await page.keyboard.press('Control+c');
  await expect.poll(() => copied(page)).toContain('thank you for the letter');
  await press(page, 'delete-kept');
  await expect(page.getByTestId('kept')).toContainText('deleted');
  await page.keyboard.press('Control+z');
  await expect(page.getByTestId('kept')).toContainText('Kept as');
});

test('a take is found, corrected, tagged, pinned, deleted and had back', async ({ stagedWindow: page }) => {
  await play(page, 'library');
  await page.keyboard.press('Control+2');
  await page.keyboard.press('Control+f');
  await page.keyboard.type('deliberately');
  await expect(page.getByTestId('found')).toHaveText('1 take');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('take-text').locator(':focus')).toBeVisible();
  await page.keyboard.press('F8');
  await press(page, 'review-correct');
  await expect(page.getByTestId('editor')).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('I went to the woods');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('take-text')).toContainText('I went to the woods');
  await page.keyboard.press('Control+z');
  await expect(page.getByTestId('take-text')).toContainText('live deliberately');
  await reach(page, 'tag');
  await page.keyboard.type('garden');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('tags')).toContainText('garden');
  await press(page, 'pin', 'Space');
  await expect(page.getByTestId('pin')).toHaveAttribute('aria-pressed', 'true');
  await press(page, 'delete');
  await expect(page.getByTestId('toast')).toContainText('is deleted');
  await page.keyboard.press('Control+z');
  await expect(page.getByTestId('take-text')).toContainText('live deliberately');
});

test('a take is exported with options, and copied in that format', async ({ stagedWindow: page }) => {
  await play(page, 'library');
  await page.keyboard.press('Control+2');
  await expect(page.getByTestId('take')).toBeVisible();
  await page.keyboard.press('Control+e');
  await expect(page.getByTestId('export-txt')).toBeVisible();
  await reach(page, 'export-options', 'ArrowDown');
  await page.keyboard.press('Enter');
  await press(page, 'export-times', 'Space');
  await press(page, 'export-copy');
  await expect.poll(() => copied(page)).toContain('[0:20] i did not wish');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('export')).toBeVisible();
});

test('two texts of a take are compared, and the earlier one is chosen', async ({ stagedWindow: page }) => {
  await play(page, 'library-again');
  await page.keyboard.press('Control+2');
  await press(page, 'compare-texts');
  await press(page, 'choose-text');
  await expect(page.getByTestId('take-text')).toContainText('deliver at lee');
});

test('sound files are paused and taken off the list', async ({ stagedWindow: page }) => {
  await play(page, 'library-files');
  await page.keyboard.press('Control+2');
  await press(page, 'show-files');
  await press(page, 'pause-files');
  await expect(page.getByTestId('pause-files')).toHaveText('Go on');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('sound-file')).toHaveCount(3);
});

test('words are listed, and one that was put right joins them', async ({ stagedWindow: page }) => {
  await play(page, 'words');
  await page.keyboard.press('Control+4');
  await expect(page.getByTestId('misheard-word')).toHaveCount(3);
  await press(page, 'add-misheard');
  const vocabulary = (): Promise<string> => page.evaluate(() => staged.settings.vocabulary.join(', '));
  await expect.poll(vocabulary).toBe('Kowalczyk = koval chick, Port Haven, practise');
  await reach(page, 'vocabulary', 'Shift+Tab');
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Memphis');
  // Leaving the view keeps what was typed.
  await page.keyboard.press('Control+1');
  await expect.poll(vocabulary).toBe('Kowalczyk = koval chick, Port Haven, practise, Memphis');
});

test('a microphone and everything in one file are dealt with in Settings', async ({ stagedWindow: page }) => {
  await play(page, 'ready');
  await page.keyboard.press('Control+5');
  await press(page, 'settings-microphone');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(() => staged.settings.microphone)).toBe('Røde NT-USB');
  await reach(page, 'archive-save');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('toast')).toContainText('Utter.tar');
});

const isInTheText = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.activeElement?.closest('[data-testid="take-text"]') !== null);

test('the focus stays at the line that was corrected, kept or not, split or joined', async ({ stagedWindow: page }) => {
  await play(page, 'library');
  await page.keyboard.press('Control+2');
  await page.keyboard.press('Enter');
  for (const end of ['Enter', 'Escape', 'Control+j', 'Control+Enter']) {
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('editor')).toBeFocused();
    await page.keyboard.press('Home');
    for (let letter = 0; letter < 12; letter += 1) await page.keyboard.press('ArrowRight');
    await page.keyboard.press(end);
    await expect(page.getByTestId('editor'), end).toBeHidden();
    await expect.poll(() => isInTheText(page), end).toBe(true);
  }
});

test('find and replace is asked for again, and left, from the list', async ({ stagedWindow: page }) => {
  await play(page, 'library');
  await page.keyboard.press('Control+2');
  await page.keyboard.press('Control+h');
  await page.keyboard.type('life');
  await page.getByTestId('take-item').first().focus();
  await page.keyboard.press('Control+h');
  await page.keyboard.type('woods');
  await expect(page.getByTestId('find')).toHaveValue('woods');
  await page.getByTestId('take-item').first().focus();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('find-bar')).toBeHidden();
  await page.keyboard.press('Control+h');
  await expect(page.getByTestId('find')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('take-item').first()).toBeFocused();
  await page.keyboard.press('F8');
  await expect(page.getByTestId('review-accept')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('take-item').first()).toBeFocused();
});

test('all takes are chosen in the list', async ({ stagedWindow: page }) => {
  await play(page, 'library');
  await page.keyboard.press('Control+2');
  await page.keyboard.press('Control+a');
  const chosen = page.getByTestId('take-item').and(page.locator('[aria-selected="true"]'));
  await expect.poll(() => chosen.count()).toBeGreaterThan(1);
  await expect(page.getByTestId('take-item').and(page.locator('[aria-selected="false"]'))).toHaveCount(0);
});
