import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import type { ElectronApplication, Page } from '@playwright/test';

import { textOf } from '../../src/contract/shownText';
import { Take } from '../../src/contract/transcript';
import { utter } from '../support/utter';
import { VirtualMicrophone } from '../support/virtualMicrophone';
import { launchApp, modelPath, type RunningApp, samplesOf } from './app';
import { expect, test } from './test';

const recordings = readFileSync('tests/recordings/recordings.tsv', 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => resolve('tests/recordings', line.split('\t')[0] ?? ''));

/** Lower case, letters and apostrophes, one space between words. */
const normalized = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z' ]+/gu, ' ')
    .replace(/ +/gu, ' ')
    .trim();

// The take of the first test is what the others look at: where there is none, nothing can be said of them.
test.describe.configure({ mode: 'serial' });

/** From the end of what is said to its words where others want the processor too; nothing else is waited for so long. */
const slowestMilliseconds = 120_000;

let microphone: VirtualMicrophone;
let app: RunningApp;

test.beforeAll(async () => {
  microphone = await VirtualMicrophone.start();
  app = await launchApp({ environment: microphone.environment });
});

test.afterAll(async () => {
  await app.dispose();
  await microphone.dispose();
});

/** What the user sees in mid-sentence, for the README; where the environment names a folder for it. */
async function takePictures(page: Page): Promise<void> {
  const pictures = process.env['UTTER_PICTURES'];
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  await expect(page.getByTestId('unfinished')).toHaveText(/[a-z]+ [a-z]/u, { timeout: slowestMilliseconds });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(pictures, `dictating-${colorScheme}.png`) });
  }
  await page.emulateMedia({ colorScheme: null });
}

/**
 * The user's answer to the save dialogs from now on: the system's own dialog is no part of the page. As GTK's does, it lets a file
 * be replaced unasked unless it is told to ask; `isReplacing` is the answer to that.
 */
async function answerSaveDialog(electron: ElectronApplication, filePath: string, isReplacing = false): Promise<void> {
  await electron.evaluate(
    ({ dialog }, [path, mayReplace]) => {
      const answer = (options: Electron.SaveDialogOptions): Promise<Electron.SaveDialogReturnValue> => {
        const isAsked = options.properties?.includes('showOverwriteConfirmation') === true;
        const canceled = path === '' || (isAsked && !mayReplace);
        return Promise.resolve({ canceled, filePath: canceled ? '' : path });
      };
      dialog.showSaveDialog = answer;
    },
    [filePath, isReplacing] as const,
  );
}

test('five recordings are spoken into the microphone and become a take', async () => {
  // They are heard twice, here and by the command line: on a busy machine that takes longer than the usual limit.
  test.slow();
  const { page } = app;
  await expect.poll(async () => (await page.evaluate(() => window.utter.request('system:status'))).ok).toBe(true);
  const startedAt = Date.now();
  await page.getByTestId('toggle').click();
  await expect.poll(() => phaseOf()).toBe('listening');
  const listeningAt = Date.now();
  for (const recording of recordings.slice(0, -1)) await microphone.play(recording);
  await Promise.all([microphone.play(recordings.at(-1) ?? ''), takePictures(page)]);
  await expect(page.getByTestId('transcript')).toHaveText(/[a-z]/u, { timeout: slowestMilliseconds });
  await expect(page.getByTestId('spectrogram')).toBeVisible();
  const listenedSeconds = (Date.now() - listeningAt) / 1000;
  await page.getByTestId('toggle').click();
  await expect.poll(() => phaseOf(), { timeout: slowestMilliseconds }).toBe('idle');
  const longestSeconds = (Date.now() - startedAt) / 1000;

  const id = await onlyTakeId();
  const take = app.takeOnDisk(id);
  const wav = samplesOf(app.wavPath(id));
  await test.step('the file holds every sample from start to stop', () => {
    expect(wav.length / 16_000).toBe(take.seconds);
    expect(take.seconds).toBeGreaterThanOrEqual(listenedSeconds - 0.05);
    expect(take.seconds).toBeLessThan(longestSeconds);
  });
  await test.step('the text equals what the command line hears in the file', async () => {
    const { stdout } = await utter(['transcribe', '--model', modelPath(), '--json', '--shape', app.wavPath(id)]);
    const { files } = JSON.parse(stdout) as { files: { text: string }[] };
    expect(textOf(take.utterances)).toBe(files[0]?.text);
    expect(normalized(textOf(take.utterances))).not.toBe('');
  });
  await test.step('the window shows the text', async () => {
    const shown = await page.getByTestId('transcript').innerText();
    expect(normalized(shown)).toContain(normalized(textOf(take.utterances)));
  });
});

test('the take is exported as text, captions and JSON', async () => {
  const id = await onlyTakeId();
  const take = app.takeOnDisk(id);
  for (const format of ['txt', 'srt', 'json'] as const) {
    const path = join(app.userFolder, `export.${format}`);
    await answerSaveDialog(app.electron, path, true);
    const answer = await app.page.evaluate((input) => window.utter.request('takes:export', input), {
      id,
      format,
    } as const);
    expect(answer).toEqual({ ok: true, value: { path } });
  }
  const read = (format: string): string => readFileSync(join(app.userFolder, `export.${format}`), 'utf8');
  expect(normalized(read('txt'))).toContain(normalized(textOf(take.utterances)));
  expect(Take.parse(JSON.parse(read('json')))).toEqual(take);
  const cue = /^\d+\n\d\d:\d\d:\d\d,\d{3} --> \d\d:\d\d:\d\d,\d{3}\n[^\n]+/u;
  for (const block of read('srt').trim().split('\n\n')) expect(block).toMatch(cue);
});

test('a cancelled export writes nothing', async () => {
  await answerSaveDialog(app.electron, '');
  const id = await onlyTakeId();
  const answer = await app.page.evaluate(
    (takeId) => window.utter.request('takes:export', { id: takeId, format: 'txt' }),
    id,
  );
  expect(answer).toEqual({ ok: true, value: null });
});

test('an export replaces no file without asking', async () => {
  const path = join(app.userFolder, 'mine.txt');
  writeFileSync(path, 'mine');
  await answerSaveDialog(app.electron, path, false);
  const id = await onlyTakeId();
  const answer = await app.page.evaluate(
    (takeId) => window.utter.request('takes:export', { id: takeId, format: 'txt' }),
    id,
  );
  expect(answer).toEqual({ ok: true, value: null });
  expect(readFileSync(path, 'utf8')).toBe('mine');
});

test('the audio of the take can be played, from anywhere in it', async () => {
  const id = await onlyTakeId();
  const { page } = app;
  const range = await page.evaluate(async (takeId) => {
    const answer = await fetch(`/takes/${takeId}/audio.wav`, { headers: { Range: 'bytes=44-75' } });
    return { status: answer.status, length: (await answer.arrayBuffer()).byteLength };
  }, id);
  expect(range).toEqual({ status: 206, length: 32 });
  const seconds = await page.evaluate(async (takeId) => {
    const audio = new Audio(`/takes/${takeId}/audio.wav`);
    await new Promise((resolve, reject) => {
      audio.onloadedmetadata = resolve;
      audio.onerror = reject;
    });
    audio.currentTime = 2;
    await new Promise((resolve) => (audio.onseeked = resolve));
    return audio.duration;
  }, id);
  expect(seconds).toBeCloseTo(app.takeOnDisk(id).seconds, 1);
});

test('a word is corrected, the take renamed, deleted and brought back', async () => {
  const id = await onlyTakeId();
  const { page } = app;
  const corrected = await page.evaluate(
    (takeId) =>
      window.utter.request('takes:edit', {
        id: takeId,
        edit: { kind: 'correct', utterance: 0, text: 'Corrected words' },
      }),
    id,
  );
  expect(corrected.ok).toBe(true);
  await page.evaluate(
    (takeId) => window.utter.request('takes:edit', { id: takeId, edit: { kind: 'rename', title: 'Renamed' } }),
    id,
  );
  expect(app.takeOnDisk(id)).toMatchObject({ title: 'Renamed', corrected: true });
  await page.evaluate((takeId) => window.utter.request('takes:delete', { ids: [takeId] }), id);
  expect(existsSync(app.wavPath(id))).toBe(false);
  await page.evaluate((takeId) => window.utter.request('takes:restore', { ids: [takeId] }), id);
  expect(existsSync(app.wavPath(id))).toBe(true);
});

test('the log tells what happened, and no word of what was said', async () => {
  const log = ['utter.log', 'utter.log.1']
    .map((name) => join(app.userFolder, 'logs', name))
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
  expect(log).toContain('worker-started');
  const { utterances } = app.takeOnDisk(await onlyTakeId());
  const said = [
    'Corrected words',
    textOf(utterances),
    ...utterances.flatMap(({ words }) => words.map(({ text }) => text)),
  ];
  // Of words as short as "started" one could not tell whose they are.
  const telling = said.filter((text) => text.length > 8);
  expect(telling.length).toBeGreaterThan(1);
  expect(telling.filter((text) => log.toLowerCase().includes(text.toLowerCase()))).toEqual([]);
});

test('playback pauses when a take begins, from wherever that is asked', async () => {
  const { page } = app;
  await page.getByTestId('nav-library').click();
  const play = page.getByTestId('play');
  await play.click();
  await expect(play).toHaveAccessibleName('Pause');
  await page.evaluate(() => window.utter.request('dictation:start', { deviceName: null }));
  await expect(play).toHaveAccessibleName('Play');
  await page.evaluate(() => window.utter.request('dictation:stop'));
});

async function phaseOf(): Promise<string> {
  const answer = await app.page.evaluate(() => window.utter.request('dictation:state'));
  return answer.ok ? answer.value.phase : answer.error.code;
}

async function onlyTakeId(): Promise<string> {
  const answer = await app.page.evaluate(() => window.utter.request('takes:list'));
  if (!answer.ok || answer.value.length !== 1) throw new Error(`expected one take: ${JSON.stringify(answer)}`);
  return answer.value[0]?.id ?? '';
}
