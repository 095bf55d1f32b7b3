import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import type { ElectronApplication, Page } from '@playwright/test';

import { textOf } from '../../src/contract/shownText';
import { packagedPath } from '../support/electronPath';
import { VirtualMicrophone } from '../support/virtualMicrophone';
import { launchApp, type RunningApp } from './app';
import { expect, test } from './test';

/** From the first sentence to a model of the user's own and back, with real sound and real training. */
const pictures = process.env['UTTER_PICTURES'];
const recordings = readFileSync('tests/recordings/byHeart.tsv', 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t'))
  .map((fields) => ({ path: resolve('tests/recordings', fields[0] ?? ''), text: fields[4] ?? '' }));

/** A package has no library of TensorFlow in it: in WebAssembly the encoder of the other one takes minutes for what training hears first. */
const [base, baseName] =
  packagedPath() === null ? (['bundled', 'English'] as const) : (['bundled-light', 'English, light'] as const);
/** For a part of the training, which gives way to all else on the machine. */
const longestMilliseconds = packagedPath() === null ? 600_000 : 2_400_000;

let microphone: VirtualMicrophone;
let app: RunningApp;
let page: Page;

test.describe.configure({ mode: 'serial', timeout: 2.5 * longestMilliseconds });

test.beforeAll(async () => {
  microphone = await VirtualMicrophone.start();
  app = await launchApp({ environment: microphone.environment });
  page = app.page;
  await page.evaluate((id) => window.utter.request('models:use', { id }), base);
});

test.afterAll(async () => {
  await app.dispose();
  await microphone.dispose();
});

async function takePictures(name: string): Promise<void> {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(pictures, `${name}-${colorScheme}.png`) });
  }
  await page.emulateMedia({ colorScheme: null });
}

/** The sentences to read are those that there are recordings of. */
async function offer(electron: ElectronApplication, sentences: readonly string[]): Promise<void> {
  await electron.evaluate(({ ipcMain }, value) => {
    ipcMain.removeHandler('voice:prompts');
    ipcMain.handle('voice:prompts', () => ({ ok: true, value }));
  }, sentences);
}

const recordingsOnDisk = async (): Promise<number> => {
  const answer = await page.evaluate(() => window.utter.request('voice:recordings'));
  return answer.ok ? answer.value.filter(({ isUsed }) => isUsed).length : 0;
};

const usedModel = async (): Promise<string> => {
  const answer = await page.evaluate(() => window.utter.request('models:list'));
  return answer.ok ? answer.value.used : '';
};

async function dictate(path: string): Promise<string> {
  await page.keyboard.press('Control+1');
  await expect.poll(loadedModel).not.toBeNull();
  await page.getByTestId('toggle').click();
  await expect(page.getByTestId('toggle')).toHaveText(/Stop/u);
  await microphone.play(path);
  await page.getByTestId('toggle').click();
  await expect(page.getByTestId('toggle')).toHaveText(/Start/u, { timeout: 60_000 });
  const takes = await page.evaluate(() => window.utter.request('takes:list'));
  const id = takes.ok ? takes.value.at(0)?.id : undefined;
  return id === undefined ? '' : textOf(app.takeOnDisk(id).utterances);
}

const loadedModel = async (): Promise<string | null> => {
  const status = await page.evaluate(() => window.utter.request('system:status'));
  return status.ok ? status.value.model : null;
};

test('eight sentences are read and checked', async () => {
  await offer(
    app.electron,
    recordings.map(({ text }) => text),
  );
  await page.reload();
  await page.keyboard.press('Control+3');
  for (const [index, { path, text }] of recordings.entries()) {
    await expect(page.getByTestId('sentence')).toHaveText(text);
    await page.getByTestId('record').click();
    await expect(page.getByTestId('record')).toHaveText(/Stop/u);
    await microphone.play(path);
    if (index === 3) await takePictures('train-recording');
    await page.getByTestId('record').click();
    await expect(page.getByTestId('next')).toBeVisible({ timeout: 60_000 });
    if (index === 3) await takePictures('train-checked');
    // Strangers' voices, some of them hard to follow: what the check doubts is used all the same.
    if (await page.getByTestId('use-anyway').isVisible()) await page.getByTestId('use-anyway').click();
    await page.getByTestId('next').click();
  }
  await expect.poll(recordingsOnDisk).toBe(8);
  const texts = app.recordingsOnDisk().map(({ text }) => text);
  expect(texts.sort()).toEqual(recordings.map(({ text }) => text).sort());
});

test('a quick training is killed in the middle and brings a model all the same', async () => {
  await page.getByRole('radio', { name: 'Set-up' }).click();
  await page.getByTestId('preset-quick').click();
  await takePictures('train-set-up');
  await page.getByTestId('start-training').click();
  const steps = async (): Promise<number> => {
    const state = await page.evaluate(() => window.utter.request('training:state'));
    return state.ok ? (state.value.steps.at(-1)?.step ?? 0) : 0;
  };
  await expect.poll(steps, { timeout: longestMilliseconds }).toBeGreaterThan(3);
  const pid = await app.pidOf('trainer');
  if (pid === null) throw new Error('there is no training process');
  process.kill(pid, 'SIGKILL');
  await expect.poll(() => app.pidOf('trainer'), { timeout: 60_000 }).not.toBe(pid);
  await expect.poll(steps, { timeout: longestMilliseconds }).toBeGreaterThan(6);
  await page.getByText('Details', { exact: true }).click();
  await expect(page.getByTestId('curve-Loss').locator('canvas')).toBeVisible();
  await expect(page.getByTestId('sentences')).toBeVisible();
  await takePictures('train-running');
  await expect(page.getByTestId('scores')).toBeVisible({ timeout: longestMilliseconds });
  await takePictures('train-result');
  expect(await usedModel()).toBe(base);
});

test('the new model is kept, hears a sentence, and the old one comes back', async () => {
  await page.getByTestId('model-name').fill('Eight strangers');
  await page.getByTestId('keep').click();
  await expect.poll(usedModel).not.toBe(base);
  await expect.poll(loadedModel, { timeout: 60_000 }).toBe('Eight strangers');
  const heard = await dictate(resolve('resources/demo/6272-70171-0027.opus'));
  expect(heard).toMatch(/[a-z]+ [a-z]+/u);
  await page.keyboard.press('Control+5');
  await expect(page.getByTestId('model')).toContainText('Eight strangers');
  await takePictures('train-models');
  await page.getByTestId('roll-back-model').click();
  await expect.poll(usedModel).toBe(base);
  await expect.poll(loadedModel, { timeout: 60_000 }).toBe(baseName);
});
