import type { Locator, Page } from '@playwright/test';

import { fakeJob } from '../support/fakeTranscriptions';
import { play } from './stagedWindow';
import { expect, test } from './test';
import { inLibrary, scrolledSideways } from './windowSteps';

test('a notice leaves what can be pressed above the foot of a take free', async ({ stagedWindow: page }) => {
  await page.setViewportSize({ width: 720, height: 480 });
  await play(page, 'library');
  await inLibrary(page);
  await page.keyboard.press('Control+h');
  await page.keyboard.type('life');
  await page.getByTestId('replacement').fill('lives');
  await page.getByTestId('replace-all').click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+z');
  await expect(page.getByTestId('toast')).toContainText('Undone');
  await page.getByTestId('review-offer').click({ trial: true, timeout: 20_000 });
  const [toast, offer] = await Promise.all(['toast', 'review-offer'].map((name) => boxOf(page.getByTestId(name))));
  expect(toast!.y + toast!.height).toBeLessThanOrEqual(offer!.y);
});

test('a notice leaves the cross of a dialog free', async ({ stagedWindow: page }) => {
  await play(page, 'library');
  await inLibrary(page);
  await page.keyboard.press('Control+c');
  await expect(page.getByTestId('toast')).toContainText('Copied');
  await page.keyboard.press('?');
  await page.getByTestId('key-map').getByRole('button', { name: 'Close' }).click({ timeout: 4000 });
  await expect(page.getByTestId('key-map')).toBeHidden();
});

test('files that are dropped on an empty library are seen', async ({ stagedWindow: page }) => {
  await play(page, 'library-empty');
  await inLibrary(page);
  await expect(page.getByRole('heading', { name: 'No takes yet' })).toBeVisible();
  await page.evaluate((job) => staged.files.tell({ jobs: [job] }), fakeJob({ name: 'talk.mp3' }));
  await expect(page.getByTestId('sound-file')).toContainText('talk.mp3');
  await page.getByRole('button', { name: 'Close the sound files' }).click();
  await expect(page.getByTestId('show-files')).toHaveText('Show the sound files');
  await page.getByTestId('show-files').click();
  await expect(page.getByTestId('sound-file')).toContainText('Waiting');
});

test('a take that was transcribed again says that the text before is kept, and puts it back', async ({
  stagedWindow: page,
}) => {
  await play(page, 'library-again');
  await inLibrary(page);
  const line = page.getByTestId('other-text');
  await expect(line).toHaveText('The text before is kept. Compare with the text before');
  await page.evaluate(() => staged.files.tell({ jobs: [] }));
  await page.getByTestId('put-back').click();
  await expect(page.getByTestId('take-text')).toContainText('deliver at lee');
  await expect(line).toHaveText('The later text is kept. Compare with the later text Use it');
  await page.getByTestId('compare-texts').click();
  await expect(page.getByTestId('compare')).toContainText('Later: ');
  await page.getByTestId('put-back').click();
  await expect(page.getByTestId('take-text')).toContainText('live deliberately');
  await page.getByTestId('compare-texts').click();
  await expect(page.getByTestId('compare-before')).toContainText('deliver at lee');
});

test('texts that are compared show marks and capitals that differ, and what they are', async ({
  stagedWindow: page,
}) => {
  await play(page, 'library-again');
  await inLibrary(page);
  await page.evaluate(() => staged.files.tell({ jobs: [] }));
  await page.getByTestId('utterance').nth(2).getByText('wish').dblclick();
  await page.getByTestId('editor').fill('I did not wish to live what was not life, living is so dear');
  await page.keyboard.press('Enter');
  await page.getByTestId('compare-texts').click();
  await expect(page.getByTestId('compare-now').locator('.otherwise')).toHaveText(['I', 'life,']);
  await expect(page.getByTestId('compare-before').getByTitle('another mark or capital')).toHaveText(['i', 'life']);
});

test('sound files tell what is to come, and that all of it is paused', async ({ stagedWindow: page }) => {
  await play(page, 'library-files');
  await inLibrary(page);
  await expect(page.getByTestId('show-files')).toHaveText('Sound files 2');
  await page.getByTestId('show-files').click();
  await page.getByTestId('pause-files').click();
  await expect(page.getByTestId('sound-file').filter({ hasText: 'voice memo' })).toContainText('Paused');
  await page.getByRole('button', { name: 'Take notes.pdf off the list' }).click();
  await expect(page.getByTestId('sound-file')).toHaveCount(3);
  await page.getByRole('button', { name: 'Open' }).click();
  await expect(page.getByTestId('take-text')).toContainText('dear margaret');
});

test('a vocabulary that is empty is no choice when a take is transcribed again', async ({ stagedWindow: page }) => {
  await play(page, 'library');
  await inLibrary(page);
  await page.getByTestId('more').click();
  await page.getByTestId('more-again').click();
  await expect(page.getByTestId('again')).not.toContainText('My vocabulary');
});

test('the preview of captions shows what is in the file, and the rings of its fields are whole', async ({
  stagedWindow: page,
}) => {
  await play(page, 'library');
  await inLibrary(page);
  await page.keyboard.press('Control+e');
  await page.getByTestId('export-options').click();
  await expect(page.getByTestId('export-preview')).toHaveCSS('font-variant-ligatures', 'none');
  const room = page.getByTestId('export-to').evaluate((field) => {
    const scrolled = field.closest('.choices')?.getBoundingClientRect();
    return (scrolled?.right ?? 0) - field.getBoundingClientRect().right;
  });
  // The ring is 2 px wide and 2 px away.
  expect(await room).toBeGreaterThanOrEqual(4);
});

test('the rules of find and replace stand beside each other', async ({ stagedWindow: page }) => {
  await play(page, 'library');
  await inLibrary(page);
  await page.keyboard.press('Control+h');
  const [first, second] = await Promise.all(['Match case', 'Whole words'].map((name) => boxOf(page.getByLabel(name))));
  expect(second!.y).toBe(first!.y);
});

test('Ctrl+Z takes replacing back while the focus is in the field, and after that what is typed', async ({
  stagedWindow: page,
}) => {
  await play(page, 'library');
  await inLibrary(page);
  await page.keyboard.press('Control+h');
  await page.getByTestId('find').fill('woods');
  await page.getByTestId('replacement').fill('trees');
  await page.getByTestId('replace-all').click();
  await expect(page.getByTestId('find')).toBeFocused();
  await expect(page.getByTestId('take-text')).not.toContainText('woods');
  await page.keyboard.press('Control+z');
  await expect(page.getByTestId('take-text')).toContainText('woods');
  await expect(page.getByTestId('toast')).toContainText('Undone: replacing.');
  await page.getByTestId('replace-all').click();
  await page.keyboard.type('x');
  await page.keyboard.press('Control+z');
  await expect(page.getByTestId('find')).not.toHaveValue('x');
  await expect(page.getByTestId('take-text')).not.toContainText('woods');
});

test('find marks what would be replaced, and a word that it marks a part of is played and corrected', async ({
  stagedWindow: page,
}) => {
  await play(page, 'library');
  await inLibrary(page);
  await page.keyboard.press('Control+h');
  await page.keyboard.type('lib');
  const word = page.getByTestId('take-text').locator('.word', { hasText: 'deliberately' });
  await expect(word.locator('mark')).toHaveText('lib');
  await expect(word).not.toHaveClass(/found|current/u);
  await word.locator('mark').dblclick();
  const editor = page.getByTestId('editor');
  await expect(editor).toBeFocused();
  const selected = editor.evaluate((field: HTMLTextAreaElement) =>
    field.value.slice(field.selectionStart, field.selectionEnd),
  );
  expect(await selected).toBe('deliberately');
});

test('a line that was emptied says so, and its words are put back', async ({ stagedWindow: page }) => {
  await play(page, 'library-shaped');
  await inLibrary(page);
  const line = page.getByTestId('utterance').first();
  const before = await line.getByRole('paragraph').textContent();
  await line.getByText('Margaret').dblclick();
  await page.getByTestId('editor').fill('');
  await page.keyboard.press('Enter');
  await expect(line.getByRole('paragraph')).toHaveText('The words here were removed. Put back');
  await line.getByTestId('put-words-back').click();
  await expect(line.getByRole('paragraph')).toHaveText(before ?? '');
  await expect(line.getByRole('button', { name: 'Play from' })).toBeFocused();
});

test('words that were corrected and removed are put back as they were corrected, while that is known', async ({
  stagedWindow: page,
}) => {
  await play(page, 'library-shaped');
  await inLibrary(page);
  const line = page.getByTestId('utterance').first();
  for (const text of ['Dear Greta, thank you.', '']) {
    await line.getByRole('paragraph').locator('.word').first().dblclick();
    await page.getByTestId('editor').fill(text);
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('editor')).toBeHidden();
  }
  await expect(line.getByTestId('put-words-back')).toHaveText('Put back');
  await line.getByTestId('put-words-back').click();
  await expect(line.getByRole('paragraph')).toHaveText('Dear Greta, thank you.');
});

test('a take whose lines were all emptied does not say that none were heard', async ({ stagedWindow: page }) => {
  await play(page, 'library');
  await inLibrary(page);
  await page.getByTestId('take-item').nth(2).click();
  await page.getByTestId('utterance').getByText('budget').dblclick();
  await page.getByTestId('editor').fill('');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('take-text')).toContainText('The words here were removed.');
  await expect(page.getByTestId('take-text')).not.toContainText('No words were heard');
  await expect(page.getByTestId('take-item').nth(2)).toContainText('No words');
});

/** 1080 × 720 and 960 × 720 at 200 %, and the smallest window at that. */
const enlarged = [
  { width: 540, height: 360 },
  { width: 480, height: 360 },
  { width: 360, height: 240 },
] as const;

for (const size of enlarged) {
  test.describe(`a window of ${size.width} × ${size.height}`, () => {
    test.beforeEach(async ({ stagedWindow: page }) => {
      await page.setViewportSize(size);
      await play(page, 'library-again');
      await page.evaluate(() => staged.files.tell({ jobs: [], watched: null }));
      await inLibrary(page);
    });

    test('goes from the list to a take and back', async ({ stagedWindow: page }) => {
      await expectReachable(page, ['search', 'show-files']);
      await page.getByTestId('take-item').nth(1).click();
      await expect(page.getByTestId('take-text')).toContainText('dear margaret');
      await expect(page.getByTestId('search')).toBeHidden();
      await page.getByTestId('to-list').click();
      await expect(page.getByTestId('take-item').nth(1)).toBeFocused();
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Enter');
      await expect(page.getByTestId('take-text').locator(':focus')).toBeVisible();
      await page.keyboard.press('Control+f');
      await expect(page.getByTestId('search')).toBeFocused();
      await page.getByTestId('show-files').click();
      await expectReachable(page, ['add-files', 'watch-folder']);
      await page.getByTestId('to-list').click();
      await page
        .getByTestId('take-item')
        .nth(1)
        .click({ modifiers: ['Control'] });
      await expect(page.getByTestId('chosen')).toContainText('2 takes');
      await expectReachable(page, ['tag-all', 'export-chosen', 'delete', 'search']);
    });

    test('shows a take whole, with every command', async ({ stagedWindow: page }) => {
      await page.getByTestId('take-item').first().click();
      await page.getByTestId('tag').fill('a tag that is as long as fifty letters let it be w');
      await page.keyboard.press('Enter');
      await expect(page.getByTestId('tags')).toContainText('as long as');
      const ofTake = ['title', 'compare-texts', 'put-back', 'tag', 'pin', 'more', 'export', 'delete'];
      await expectReachable(page, [...ofTake, 'play', 'speed', 'utterance']);
      await page.keyboard.press('Control+h');
      await page.keyboard.type('life');
      await expectReachable(page, ['replacement', 'replace', 'replace-all', 'play']);
      await page.getByTestId('replacement').press('Escape');
      await page.getByTestId('compare-texts').click();
      await expectReachable(page, ['choose-text']);
      await page.getByTestId('choose-text').press('Escape');
      await page.getByTestId('more').click();
      await page.getByTestId('more-again').click();
      await expectReachable(page, ['again-model', 'again-start']);
    });

    test('walks uncertain words and exports', async ({ stagedWindow: page }) => {
      await page.getByTestId('take-item').first().click();
      await expectReachable(page, ['review-offer']);
      await page.getByTestId('review-offer').click();
      await expect(page.getByTestId('review')).toBeVisible();
      const isSeen = page.locator('.current').evaluate((word) => {
        const { left, top, width, height } = word.getBoundingClientRect();
        return word.contains(document.elementFromPoint(left + width / 2, top + height / 2));
      });
      expect(await isSeen).toBe(true);
      await expectReachable(page, ['review-accept', 'review-correct', 'play']);
      await page.keyboard.press('Control+e');
      await page.getByTestId('export-options').click();
      await expectReachable(page, ['export-format', 'export-times', 'export-to', 'export-copy', 'export-save']);
    });
  });
}

/** Each can be clicked, scrolled to where need be, and nothing is wider than the place that it has. */
async function expectReachable(page: Page, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const control = page.getByTestId(name).first();
    await control.click({ trial: true, timeout: 20_000 });
    const box = await boxOf(control);
    expect(box.x, name).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width, name).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
  }
  expect(await scrolledSideways(page)).toEqual([]);
}

async function boxOf(control: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await control.boundingBox();
  if (box === null) throw new Error('it is not shown');
  return box;
}
