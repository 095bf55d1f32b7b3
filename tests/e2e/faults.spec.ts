import { existsSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import type { DictationStatus } from '../../src/contract/ipc';
import { textOf } from '../../src/contract/shownText';
import type { Take } from '../../src/contract/transcript';
import { VirtualMicrophone } from '../support/virtualMicrophone';
import { launchApp, type RunningApp, samplesOf } from './app';
import { expect, test } from './test';

const recording = resolve('tests/recordings/6272-70171-0021.opus');

let microphone: VirtualMicrophone;
let app: RunningApp;

test.beforeEach(async () => {
  microphone = await VirtualMicrophone.start();
  app = await launchApp({ environment: microphone.environment });
  await expect.poll(async () => (await status()).failure).toBeNull();
});

test.afterEach(async () => {
  await app.dispose();
  await microphone.dispose();
});

async function status(): Promise<DictationStatus> {
  const answer = await app.page.evaluate(() => window.utter.request('dictation:state'));
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
}

/** Starts a take and speaks the recording into it. */
async function dictate(): Promise<void> {
  await app.page.getByTestId('toggle').click();
  await expect.poll(async () => (await status()).phase).toBe('listening');
  await microphone.play(recording);
}

async function stop(): Promise<Take> {
  const answer = await app.page.evaluate(() => window.utter.request('dictation:stop'));
  if (!answer.ok) throw new Error(answer.error.code);
  expect(app.takeOnDisk(answer.value.id)).toEqual(answer.value);
  return answer.value;
}

/** Kills a process of the app from outside, as the system does when memory runs out. */
async function kill(name: 'capture' | 'recognizer'): Promise<void> {
  const pid = await app.pidOf(name);
  if (pid === null) throw new Error(`there is no ${name} process`);
  process.kill(pid, 'SIGKILL');
}

const loudest = (samples: Int16Array): number => samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);

/** The take holds the recording before the fault and the one after it. */
function expectBothHalves(take: Take, secondsBefore: number): void {
  const samples = samplesOf(app.wavPath(take.id));
  const fault = Math.round(secondsBefore * 16_000);
  expect(samples.length / 16_000).toBe(take.seconds);
  expect(take.seconds).toBeGreaterThan(secondsBefore + 5);
  expect(loudest(samples.subarray(0, fault))).toBeGreaterThan(1000);
  expect(loudest(samples.subarray(fault))).toBeGreaterThan(1000);
}

test('the capture process is killed in mid-take: the app says so, keeps the take and goes on', async () => {
  await dictate();
  const { keptSeconds } = await status();
  // A process that stands by takes over at once: what was told and shown may be gone before it can be asked for.
  const history = await app.page.evaluateHandle(() => {
    const told: string[] = [];
    const shown: string[] = [];
    window.utter.on('dictation:state', ({ phase }) => told.push(phase));
    const see = (): number => shown.push(document.querySelector('[data-testid="error-strip"]')?.textContent ?? '');
    new MutationObserver(see).observe(document.body, { childList: true, subtree: true, characterData: true });
    return { told, shown };
  });
  await kill('capture');
  await expect.poll(async () => (await history.jsonValue()).told.join(' ')).toMatch(/interrupted.*listening/u);
  expect((await history.jsonValue()).shown.join('\n')).toMatch(/microphone/iu);
  await expect.poll(async () => (await status()).failure).toBeNull();
  await microphone.play(recording);
  expectBothHalves(await stop(), keptSeconds);
});

test('the recognizer process is killed in mid-take: the app says so, loses no sample and no word', async () => {
  await dictate();
  const { keptSeconds } = await status();
  await kill('recognizer');
  await expect.poll(async () => (await status()).failure?.code, { intervals: [20] }).toBe('recognizer-lost');
  expect((await status()).phase).toBe('listening');
  await expect(app.page.getByTestId('error-strip')).toContainText('recognizer', { ignoreCase: true });
  await expect.poll(async () => (await status()).failure).toBeNull();
  await microphone.play(recording);
  const take = await stop();
  expectBothHalves(take, keptSeconds);
  const starts = take.utterances.map((utterance) => utterance.startSeconds);
  expect(starts.some((start) => start < keptSeconds)).toBe(true);
  expect(take.utterances.some((utterance) => utterance.endSeconds > keptSeconds + 1)).toBe(true);
  expect([...starts].sort((a, b) => a - b)).toEqual(starts);
});

test('the audio server is killed in mid-take: the app says so, and goes on when there is one again', async () => {
  await dictate();
  const { keptSeconds } = await status();
  await microphone.killServer();
  await expect.poll(async () => (await status()).phase).toBe('interrupted');
  await expect(app.page.getByTestId('error-strip')).toContainText('microphone', { ignoreCase: true });
  await microphone.startServer();
  await expect.poll(async () => (await status()).phase).toBe('listening');
  await microphone.play(recording);
  expectBothHalves(await stop(), keptSeconds);
});

test('Stop ends with the whole take on disk while the microphone is gone', async () => {
  await dictate();
  await microphone.killServer();
  await expect.poll(async () => (await status()).phase).toBe('interrupted');
  const take = await stop();
  expect(take.seconds).toBeGreaterThan(5);
  expect(take.utterances.length).toBeGreaterThan(0);
  expect((await status()).phase).toBe('idle');
});

test('an error that nobody has caught ends the app with its take whole, and the next start says so', async () => {
  await dictate();
  const { takeId } = await status();
  const { userFolder } = app;
  const gone = new Promise((settle) => app.electron.process().once('exit', settle));
  await app.electron.evaluate(() => {
    setTimeout(() => {
      throw new TypeError('of a test');
    });
  });
  await gone;
  const take = app.takeOnDisk(takeId ?? '');
  expect(take.seconds).toBeGreaterThan(5);
  expect(textOf(take.utterances)).toMatch(/[a-z]+ [a-z]+/iu);
  expect(readFileSync(join(app.userFolder, 'logs', 'utter.log'), 'utf8')).toContain('TypeError');
  app = await launchApp({ userFolder, environment: microphone.environment });
  const told = app.page.getByTestId('start-notes');
  await expect(told).toContainText(/an error of its own ended Utter\..* What went wrong is in .*utter\.log/u);
  await expect(told).toContainText('The take that was in progress is in the Library.');
  await told.getByRole('button').click();
  await expect(told).toBeHidden();
});

test('after such an error it starts again by itself where it was well for a minute', async () => {
  const { userFolder } = app;
  const portFile = join(userFolder, 'DevToolsActivePort');
  const ownPage = app.page.url();
  await dictate();
  const { takeId } = await status();
  rmSync(portFile, { force: true });
  const gone = new Promise((settle) => app.electron.process().once('exit', settle));
  await app.electron.evaluate(({ app: main }) => {
    process.uptime = () => 61;
    // So that the test finds the one that is started, which waits for nobody to attach.
    const relaunch = main.relaunch.bind(main);
    const words = process.argv.slice(1).filter((word, at, all) => word !== '-r' && all[at - 1] !== '-r');
    main.relaunch = () => {
      relaunch({ args: [...words, '--remote-debugging-port=0'] });
    };
    setTimeout(() => {
      throw new TypeError('of a test');
    });
  });
  await gone;
  await expect.poll(() => existsSync(portFile), { timeout: 60_000 }).toBe(true);
  const [port] = readFileSync(portFile, 'utf8').split('\n');
  const address = `http://127.0.0.1:${port ?? ''}/json`;
  const windows = async (): Promise<readonly { readonly url: string }[]> =>
    (await (await fetch(`${address}/list`)).json()) as never;
  await expect.poll(async () => (await windows()).map(({ url }) => url), { timeout: 60_000 }).toEqual([ownPage]);
  // It has read what is to be told, with the take.
  expect(existsSync(join(userFolder, 'ending.json'))).toBe(false);
  expect(app.takeOnDisk(takeId ?? '').seconds).toBeGreaterThan(5);
  // A link of Chromium's that leads to "HOST-PID".
  process.kill(Number(readlinkSync(join(userFolder, 'SingletonLock')).split('-').at(-1)), 'SIGTERM');
  await expect.poll(() => windows().catch(() => 'ended'), { timeout: 30_000 }).toBe('ended');
});

test('a take without a word in which the app is quit stays in the library', async () => {
  // Until the recognizer is loaded nobody knows that there is no word.
  await dictate();
  const spoken = await stop();
  await app.page.getByTestId('toggle').click();
  await expect.poll(async () => (await status()).keptSeconds).toBeGreaterThan(0.5);
  const { takeId, keptSeconds } = await status();
  expect(keptSeconds).toBeLessThan(4);
  await app.quit();
  const { utterances, seconds, isCutOff } = app.takeOnDisk(takeId ?? '');
  expect([utterances, isCutOff]).toEqual([[], undefined]);
  expect(seconds).toBeLessThan(5);
  app = await launchApp({ userFolder: app.userFolder, environment: microphone.environment });
  const answer = await app.page.evaluate(() => window.utter.request('takes:list'));
  expect(answer).toMatchObject({ ok: true, value: [{ id: takeId }, { id: spoken.id }] });
});

test('a list of sound files that cannot be read is told', async () => {
  const { userFolder } = app;
  await app.quit();
  writeFileSync(join(userFolder, 'transcriptions.json'), '{');
  app = await launchApp({ userFolder, environment: microphone.environment });
  await expect(app.page.getByTestId('start-notes')).toContainText('transcriptions.damaged.json');
});

test('the app itself is killed in mid-take: the next start has the take, which says so and is transcribed again', async () => {
  await dictate();
  const { takeId } = await status();
  const userFolder = app.userFolder;
  const main = app.electron.process();
  const gone = new Promise((settle) => main.once('exit', settle));
  main.kill('SIGKILL');
  await gone;
  app = await launchApp({ userFolder, environment: microphone.environment });
  const answer = await app.page.evaluate(() => window.utter.request('takes:list'));
  expect(answer).toMatchObject({ ok: true, value: [{ id: takeId }] });
  const take = app.takeOnDisk(takeId ?? '');
  expect(take.seconds).toBeGreaterThan(5);
  expect(samplesOf(app.wavPath(take.id)).length / 16_000).toBe(take.seconds);
  await expect(app.page.getByTestId('start-notes')).toContainText('ended in the middle of a take');
  await app.page.getByTestId('nav-library').click();
  await app.page.getByTestId('cut-off-again').click();
  await app.page.getByTestId('again-start').click();
  await expect(app.page.getByTestId('cut-off')).toBeHidden();
  await expect.poll(() => app.takeOnDisk(take.id).earlier.length, { timeout: 90_000 }).toBe(1);
  const again = app.takeOnDisk(take.id);
  expect([again.isCutOff, again.earlier[0]?.isCutOff]).toEqual([undefined, true]);
  expect(textOf(again.utterances)).toMatch(/[a-z]+ [a-z]+/u);
  await expect(app.page.getByTestId('cut-off')).toBeHidden();
});

test('settings that cannot be read are told, and the file is left as it is', async () => {
  const userFolder = mkdtempSync(join(tmpdir(), 'utter-settings-'));
  const path = join(userFolder, 'settings.json');
  writeFileSync(path, '{');
  const other = await launchApp({ userFolder, environment: microphone.environment });
  await expect(other.page.getByTestId('error-strip')).toHaveText(/settings file could not be read/u);
  expect(readFileSync(path, 'utf8')).toBe('{');
  await other.page.getByTestId('nav-settings').click();
  await other.page.getByRole('radio', { name: 'Dark' }).click();
  await expect(other.page.getByTestId('error-strip')).toBeHidden();
  await other.dispose();
});
