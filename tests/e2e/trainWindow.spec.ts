import type { Page } from '@playwright/test';

import { play } from './stagedWindow';
import { expect, test } from './test';
import { testStates } from './windowStates';
import { inModels, inSetUp, inTrain } from './windowSteps';

test('of the sentences that are heard right now, those that were not before have a colour', async ({
  stagedWindow: page,
}) => {
  await play(page, 'train-better');
  await inTrain(page);
  const sentences = page.getByTestId('sentences');
  await expect(sentences.getByText('(right)')).toHaveCount(2);
  await expect(sentences.locator('.mended')).toHaveText([/^the harbour lay quiet under the snow/u]);
  const colour = (row: number): Promise<string> =>
    sentences
      .locator('tbody tr')
      .nth(row)
      .locator('td')
      .last()
      .evaluate((cell) => getComputedStyle(cell).color);
  expect(await colour(2)).toBe(
    await sentences
      .locator('td')
      .first()
      .evaluate((cell) => getComputedStyle(cell).color),
  );
  expect(await colour(0)).not.toBe(await colour(2));
});

const readSentence = async (page: Page): Promise<void> => {
  await inTrain(page);
  await page.getByTestId('record').click();
  await page.getByTestId('record').click();
  await expect(page.getByTestId('next')).toBeVisible();
};
testStates([
  { name: 'train-empty', scene: 'train', reach: inTrain },
  {
    name: 'train-recording',
    scene: 'train-filled',
    reach: async (page) => {
      await inTrain(page);
      await page.getByTestId('record').click();
      await page.evaluate(() => {
        staged.emit('voice:level', { rmsDbfs: -19, peakDbfs: -8 });
      });
      await expect(page.getByTestId('record')).toHaveText(/Stop/u);
    },
  },
  {
    name: 'train-checked',
    scene: 'train-filled',
    reach: async (page) => {
      await readSentence(page);
      await expect(page.getByTestId('verdict')).toContainText('Heard as it stands');
    },
  },
  {
    name: 'train-refused',
    scene: 'train-refused',
    reach: async (page) => {
      await readSentence(page);
      await expect(page.getByTestId('verdict')).toContainText('does not sound like the sentence');
      await expect(page.locator('mark')).toHaveCount(0);
    },
  },
  {
    name: 'train-report',
    scene: 'train-report',
    reach: async (page) => {
      await inTrain(page);
      await page.getByTestId('import-folder').click();
      await expect(page.getByTestId('import-report')).toContainText('031.wav');
    },
  },
  {
    name: 'train-importing',
    scene: 'train-importing',
    reach: async (page) => {
      await inTrain(page);
      await page.getByTestId('import-folder').click();
      await page.evaluate(() => {
        staged.emit('voice:importing', { done: 14, total: 42 });
      });
      await expect(page.getByRole('progressbar', { name: 'Import' })).toBeVisible();
    },
  },
  {
    name: 'train-set-up-empty',
    scene: 'train-set-up-new',
    reach: async (page) => {
      await inSetUp(page);
      await expect(page.getByTestId('speech')).toHaveText(
        '0 sentences, 0:00 of 1:00. About 12 more for Quick. At least 4 are needed.',
      );
      await expect(page.getByTestId('trained-model')).toContainText('English, the model in use');
      await expect(page.getByTestId('start-training')).toBeDisabled();
    },
  },
  {
    name: 'models',
    scene: 'models',
    reach: async (page) => {
      await inModels(page);
      await expect(page.getByTestId('models')).toContainText('My voice, in use');
    },
  },
  {
    name: 'train-set-up-advanced',
    scene: 'train-set-up',
    reach: async (page) => {
      await inSetUp(page);
      await page.getByRole('button', { name: 'Advanced' }).click();
      await expect(page.getByLabel('Passes')).toBeVisible();
    },
  },
  {
    name: 'train-set-up',
    scene: 'train-set-up',
    reach: async (page) => {
      await inSetUp(page);
      await expect(page.getByTestId('start-training')).toBeEnabled();
    },
  },
  {
    name: 'train-running',
    scene: 'train-running',
    reach: async (page) => {
      await inTrain(page);
      await expect(page.getByTestId('curve-Words wrong').locator('canvas')).toBeVisible();
    },
  },
  { name: 'train-paused', scene: 'train-paused', reach: inTrain },
  {
    name: 'train-failed',
    scene: 'train-failed',
    reach: async (page) => {
      await inTrain(page);
      await expect(page.getByTestId('training-failure')).toContainText('The disk is full');
    },
  },
  {
    name: 'train-better',
    scene: 'train-better',
    reach: async (page) => {
      await inTrain(page);
      await expect(page.getByTestId('scores')).toContainText('22.4');
      await expect(page.getByTestId('verdict')).toContainText('the sound of your voice, not your words');
      await expect(page.getByTestId('tried')).toContainText('not in the new model');
      await expect(page.getByTestId('choices')).toContainText('Settings has the present one');
    },
  },
  { name: 'train-worse', scene: 'train-worse', reach: inTrain },
  {
    name: 'train-few',
    scene: 'train-few',
    reach: async (page) => {
      await inTrain(page);
      await expect(page.getByTestId('verdict')).toContainText('Too few sentences to tell');
      await expect(page.getByTestId('read-more')).toBeVisible();
    },
  },
]);

test('Space records and stops, and a sentence that was refused can be read again or used', async ({
  stagedWindow: page,
}) => {
  await play(page, 'train-refused');
  await inTrain(page);
  const sentence = await page.getByTestId('sentence').innerText();
  await page.keyboard.press('Space');
  await expect(page.getByTestId('record')).toHaveText(/Stop/u);
  await page.keyboard.press('Space');
  await page.getByTestId('redo').click();
  await expect(page.getByTestId('sentence')).toHaveText(sentence);
  await expect(page.getByTestId('record')).toHaveText(/Record/u);
  await page.keyboard.press('Space');
  await expect(page.getByTestId('record')).toHaveText(/Stop/u);
  await page.keyboard.press('Space');
  await page.getByTestId('use-anyway').click();
  expect(await page.evaluate(() => staged.voice.recordings.at(-1)?.isUsed)).toBe(true);
  await page.getByTestId('next').click();
  await expect(page.getByTestId('sentence')).not.toHaveText(sentence);
});

test('a training is started with what was chosen, paused, resumed and cancelled', async ({ stagedWindow: page }) => {
  await play(page, 'train-set-up');
  await inSetUp(page);
  await page.getByTestId('preset-quick').click();
  await page.getByRole('button', { name: 'Advanced' }).click();
  await page.getByLabel('Passes').fill('3');
  await page.getByRole('radio', { name: 'Recordings' }).click();
  await expect(page.getByTestId('record')).toBeVisible();
  await inSetUp(page);
  await page.getByTestId('start-training').click();
  const settings = await page.evaluate(() => staged.voice.training.settings);
  expect(settings).toEqual({ preset: 'quick', advanced: { epochs: 3, augments: true } });
  await page.getByTestId('pause').click();
  await expect(page.getByTestId('training-phase')).toHaveText('Paused');
  await page.getByTestId('resume').click();
  await expect(page.getByTestId('training-phase')).toHaveText('Reading the recordings');
  await page.getByTestId('cancel-training').click();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('cancel-surely')).toBeHidden();
  await page.getByTestId('cancel-training').click();
  await page.getByTestId('cancel-surely').click();
  await expect(page.getByTestId('start-training')).toBeVisible();
});

test('a new model is thrown away once it is sure, and Esc says no', async ({ stagedWindow: page }) => {
  await play(page, 'train-worse');
  await inTrain(page);
  await page.getByTestId('discard').click();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('discard')).toBeVisible();
  await page.getByTestId('discard').click();
  await page.getByRole('button', { name: 'Do not discard' }).click();
  await expect(page.getByTestId('verdict')).toBeVisible();
  await page.getByTestId('discard').click();
  await page.getByTestId('discard-surely').click();
  await expect(page.getByTestId('start-training')).toBeVisible();
});

test('a model of the voice is exported, and deleted once it is sure', async ({ stagedWindow: page }) => {
  await play(page, 'models');
  await inModels(page);
  await page.getByRole('button', { name: 'Export “First try”' }).click();
  await expect(page.getByTestId('toast')).toContainText('Saved as');
  await expect(page.getByRole('button', { name: 'Delete “My voice”' })).toBeHidden();
  await page.getByRole('button', { name: 'Delete “First try”' }).click();
  await page.getByRole('button', { name: 'Keep it' }).click();
  await expect(page.getByTestId('models')).toContainText('First try');
  await page.getByRole('button', { name: 'Delete “First try”' }).click();
  await page.getByTestId('delete-surely').click();
  await expect(page.getByTestId('models')).not.toContainText('First try');
});
