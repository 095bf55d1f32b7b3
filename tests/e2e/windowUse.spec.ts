import { readFileSync } from 'node:fs';

import { play } from './stagedWindow';
import { expect, test } from './test';
import { inLibrary, openCommands, openLicences, openVocabulary, scrolledSideways } from './windowSteps';

test('Esc closes the top layer only, and returns the focus', async ({ stagedWindow: page }) => {
  await play(page, 'library');
  await inLibrary(page);
  await page.getByTestId('take-text').getByText('resignation').dblclick();
  await page.getByTestId('editor').press('Escape');
  await expect(page.getByTestId('editor')).toBeHidden();
  await page.getByTestId('export').click();
  await expect(page.getByTestId('export-txt')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('export-txt')).toBeHidden();
  await expect(page.getByTestId('export')).toBeFocused();
  await expect(page.getByTestId('take')).toBeVisible();
});

test('Esc closes an open menu before the panel that it stands in', async ({ stagedWindow: page }) => {
  await play(page, 'library');
  await inLibrary(page);
  await page.getByTestId('more').click();
  await page.getByTestId('more-again').click();
  await page.getByTestId('again-model').click();
  await expect(page.locator('.select-item').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('.select-item')).toHaveCount(0);
  await expect(page.getByTestId('again')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('again')).toBeHidden();
});

test('Tab goes from what is looked for to what replaces it, and letters beside them are no commands', async ({
  stagedWindow: page,
}) => {
  await play(page, 'library');
  await inLibrary(page);
  await page.keyboard.press('Control+h');
  await page.keyboard.type('resignation');
  await page.keyboard.press('Tab');
  await expect(page.getByTestId('replacement')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('n');
  await expect(page.getByTestId('review-accept')).toBeHidden();
  await page.getByTestId('replace-all').click();
  await expect(page.getByTestId('find-count')).toHaveText(/replaced/u);
});

test('the text of the page is copied by the first button, and by Ctrl+C where nothing is selected', async ({
  stagedWindow: page,
}) => {
  await play(page, 'listening');
  await page.getByTestId('toggle').click();
  await page.getByTestId('copy').click();
  const copied = (): Promise<string | null> => page.evaluate(() => staged.copied);
  await expect.poll(copied).toContain('thank you for the letter');
  await page.evaluate(() => (staged.copied = null));
  await page.keyboard.press('Control+C');
  await expect.poll(copied).toContain('thank you for the letter');
});

test('what was selected of one take is not of the next', async ({ stagedWindow: page }) => {
  await play(page, 'listening');
  await page.getByTestId('toggle').click();
  await expect(page.getByTestId('copy')).toBeVisible();
  await page.keyboard.press('Control+a');
  expect(await page.evaluate(() => getSelection()?.toString() ?? '')).not.toBe('');
  await page.keyboard.press('Control+Shift+Space');
  await expect(page.getByTestId('toggle')).toHaveText(/Stop/u);
  expect(await page.evaluate(() => getSelection()?.toString() ?? '')).toBe('');
});

test('Ctrl+A in a take selects its text and nothing beside it', async ({ stagedWindow: page }) => {
  await play(page, 'library');
  await inLibrary(page);
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
  // The page cannot ask of a field beside the text whether it is shown as selected.
  const shown = (): Promise<Buffer[]> =>
    Promise.all(['title', 'take-text'].map((name) => page.getByTestId(name).screenshot()));
  const before = await shown();
  await page.keyboard.press('Control+a');
  const after = await shown();
  expect(after.map((picture, index) => picture.equals(before[index]!))).toEqual([true, false]);
});

test('the list of keys opens by a button, too', async ({ stagedWindow: page }) => {
  await play(page, 'ready');
  await page.keyboard.press('Control+5');
  await page.getByTestId('show-keys').click();
  await expect(page.getByTestId('key-map')).toContainText('Delete the chosen takes');
});

test('what dictates can be reached in a narrow window that is enlarged', async ({ stagedWindow: page }) => {
  await play(page, 'ready');
  // 800 × 600 at 150 %.
  await page.setViewportSize({ width: 533, height: 400 });
  const boxes = await Promise.all(
    ['toggle', 'microphone', 'level', 'elapsed'].map((name) => page.getByTestId(name).boundingBox()),
  );
  for (const [index, box] of boxes.entries()) {
    expect(box).not.toBeNull();
    for (const other of boxes.slice(index + 1)) expect(overlaps(box!, other!)).toBe(false);
  }
});

test('no view runs out of a window that is enlarged to 200 %', async ({ stagedWindow: page }) => {
  // 960 × 720.
  await page.setViewportSize({ width: 480, height: 360 });
  const views = [
    ['listening', 1],
    ['start-notes', 1],
    ['train-filled', 3],
    ['train-running', 3],
    ['train-better', 3],
    ['words', 4],
    ['models', 5],
  ] as const;
  for (const [scene, view] of views) {
    await play(page, scene);
    await page.keyboard.press(`Control+${view}`);
    expect(await scrolledSideways(page), scene).toEqual([]);
  }
});

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const overlaps = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

test('a phrase is added to the list of commands and kept', async ({ stagedWindow: page }) => {
  await play(page, 'ready');
  await openCommands(page);
  await page.getByTestId('add-command').click();
  await page.keyboard.type('My Address');
  const row = page.getByTestId('command').last();
  await row.getByRole('textbox').nth(1).fill('12 High Street↵London');
  await row.getByRole('textbox').nth(1).press('Enter');
  const kept = await page.evaluate(() => staged.settings.shaping.commands.at(-1));
  expect(kept).toEqual({ spoken: 'my address', effect: 'write', text: '12 High Street\nLondon' });
});

test('what System means for the appearance is said', async ({ stagedWindow: page }) => {
  await play(page, 'ready');
  await page.keyboard.press('Control+5');
  await expect(page.getByText('“System” is light or dark as the rest of your desktop is.')).toBeVisible();
});

test('words and phrases of the vocabulary are kept', async ({ stagedWindow: page }) => {
  await play(page, 'ready');
  await openVocabulary(page);
  await page.getByTestId('vocabulary').fill('Kowalczyk\n\n  Port Haven \nKowalczyk');
  await page.getByTestId('vocabulary').blur();
  expect(await page.evaluate(() => staged.settings.vocabulary)).toEqual(['Kowalczyk', 'Port Haven']);
});

test('the vocabulary is counted, and what cannot be heard of it told, while it is typed', async ({
  stagedWindow: page,
}) => {
  await play(page, 'ready');
  await openVocabulary(page);
  await page.getByTestId('vocabulary').focus();
  await page.keyboard.type('Kowalczyk\nroom 12');
  await expect(page.getByTestId('vocabulary-count')).toHaveText('2 words and phrases, 1 of them not heard');
  await expect(page.getByRole('status').filter({ hasText: 'Write “room 12” as it is said' })).toBeVisible();
  expect(await page.evaluate(() => staged.settings.vocabulary)).toEqual([]);
});

test('what stands in a field when the window is closed is kept', async ({ stagedWindow: page }) => {
  const close = (): Promise<unknown> => page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide')));
  await play(page, 'library');
  await openVocabulary(page);
  await page.getByTestId('vocabulary').focus();
  await page.keyboard.type('Kowalczyk');
  await close();
  await expect.poll(() => page.evaluate(() => staged.settings.vocabulary)).toContain('Kowalczyk');
  await inLibrary(page);
  await page.getByTestId('title').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Walden');
  await close();
  await expect(page.getByTestId('take-item').filter({ hasText: 'Walden' })).toHaveCount(1);
});

test('the number of the level follows the sound', async ({ stagedWindow: page }) => {
  await play(page, 'listening');
  await expect(page.getByTestId('level')).toContainText('dB');
  const hear = (rmsDbfs: number): Promise<void> =>
    page.evaluate((level) => {
      staged.emit('dictation:sound', { rmsDbfs: level, peakDbfs: level, columns: new Uint8Array(), endSeconds: 0 });
    }, rmsDbfs);
  // The second comes too soon to be shown.
  await hear(-66);
  await hear(-50);
  const shown = async (): Promise<string> => {
    await hear(-24);
    return page.getByTestId('level').innerText();
  };
  await expect.poll(shown).toBe('−24 dB');
});

test('the focus goes to the next take when one is deleted', async ({ stagedWindow: page }) => {
  await play(page, 'library');
  await inLibrary(page);
  await page.getByTestId('delete').click();
  await expect(page.getByTestId('take-item').first()).toBeFocused();
  await page.getByTestId('delete').click();
  await page.getByTestId('delete').click();
  await expect(page.getByRole('button', { name: 'Go to Dictate' })).toBeFocused();
});

test('the list of takes is as wide as it was made, by the mouse or by keys, and as at first on a double click', async ({
  stagedWindow: page,
}) => {
  await play(page, 'library');
  await inLibrary(page);
  const kept = (): Promise<number | null> => page.evaluate(() => staged.settings.listWidth);
  const width = async (): Promise<number> => (await page.locator('.list').boundingBox())?.width ?? 0;
  expect([await kept(), await width()]).toEqual([null, 300]);
  const line = page.getByTestId('splitter');
  const box = await line.boundingBox();
  await page.mouse.move(box!.x + 4, 300);
  await page.mouse.down();
  await page.mouse.move(box!.x + 54, 300, { steps: 4 });
  expect(await kept()).toBeNull();
  await page.mouse.up();
  await expect.poll(kept).toBeGreaterThan(340);
  expect(await width()).toBe(await kept());
  await line.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await expect.poll(kept).toBe(216);
  expect(await width()).toBe(216);
  await line.dblclick();
  await expect.poll(kept).toBeNull();
  expect(await width()).toBe(300);
});

test('a word that is clicked twice is selected in the line', async ({ stagedWindow: page }) => {
  await play(page, 'library');
  await inLibrary(page);
  await page.getByTestId('take-text').getByText('resignation').dblclick();
  await page.keyboard.type('patience');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('take-text')).toContainText('patience');
  await expect(page.getByTestId('take-text')).not.toContainText('resignation');
});

test('Enter keeps a correction', async ({ stagedWindow: page }) => {
  await play(page, 'library');
  await inLibrary(page);
  await page.getByTestId('take-text').getByText('resignation').dblclick();
  await page.getByTestId('editor').fill('nor did i wish to rest');
  await page.getByTestId('editor').press('Enter');
  await expect(page.getByTestId('utterance').last()).toContainText('nor did i wish to rest');
});

test('a screen reader is told each word once, when it has settled', async ({ stagedWindow: page }) => {
  await play(page, 'just-started');
  await expect(page.getByTestId('toggle')).toHaveText(/Stop/);
  await page.evaluate(() => {
    staged.emit('dictation:partial', { committed: 'hello', unfinished: 'the' });
    const times = { startSeconds: 0, endSeconds: 1 };
    staged.emit('dictation:final', { ...times, words: [{ text: 'hello', ...times, confidence: 1 }] });
    staged.emit('dictation:partial', { committed: 'there', unfinished: 'friend' });
  });
  await expect(page.getByTestId('announcements').locator('p')).toHaveText(['hello']);
});

test('the licences of all that ships are shown, and are in the bill of materials', async ({ stagedWindow: page }) => {
  await play(page, 'ready');
  await openLicences(page);
  const shown = await page.getByTestId('licences').inputValue();
  const bill = JSON.parse(readFileSync('out/renderer/sbom.cdx.json', 'utf8')) as {
    readonly components: readonly { readonly name: string; readonly version: string; readonly licenses: unknown }[];
  };
  const shipped = bill.components.map(({ name, version }) => `${name} ${version} (`);
  expect(shipped.filter((line) => !shown.includes(line))).toEqual([]);
  // CycloneDX's schema allows no component twice.
  expect(shipped.filter((line, index) => shipped.indexOf(line) < index)).toEqual([]);
  // Dependencies, a dependency's dependency, and what the build has taken into the window: scripts and a font.
  const names = bill.components.map(({ name }) => name);
  const some = ['zod', '@utter/ffmpeg', '@photostructure/sqlite', 'seedrandom', 'svelte', 'bits-ui', 'uplot'];
  expect(names).toEqual(expect.arrayContaining([...some, '@fontsource-variable/inter']));
  expect(names).not.toContain('vitest');
  for (const text of ['Apache License', 'GNU LESSER GENERAL PUBLIC LICENSE', 'Copyright (c) 2022 OpenAI'])
    expect(shown).toContain(text);
});
