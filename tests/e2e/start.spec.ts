import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { electronPath, packagedPath } from '../support/electronPath';
import { writeSmallEncoderModel } from '../support/smallModel';
import { launchApp } from './app';
import { expect, test } from './test';

let folder = '';

test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'utter-start-'));
});

test.afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/**
 * Starts the app as a user does, to its end. What it would say in a box of the system comes out on stdout.
 *
 * @param box what the box resolves to: it is closed at once, or never
 */
async function startToEnd(
  userFolder: string,
  act: (app: ChildProcess) => void = () => undefined,
  box = '{ response: 0 }',
  words: readonly string[] = [],
) {
  const patch = join(folder, 'patch.js');
  writeFileSync(
    patch,
    `require("electron").dialog.showMessageBox = async ({ message, detail }) => {
      console.log([message, detail].join(": "));
      return ${box};
    };`,
  );
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = spawn(electronPath(), [...asRoot, '-r', patch, resolve('.'), ...words], {
    env: { ...process.env, UTTER_USER_DATA: userFolder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [said, error] = ['', ''];
  app.stderr.on('data', (text: Buffer) => (error += text.toString()));
  app.stdout.on('data', (text: Buffer) => (said += text.toString()));
  act(app);
  const [code] = (await once(app, 'close')) as [number];
  return { code, said, error };
}

// Only Electron as it is for development takes a script that shows what a box of the system says.
test.skip(packagedPath() !== null, 'an installed app loads no script but its own');

test('a second instance on the same library ends at once, and the first stays', async () => {
  const userFolder = join(folder, 'user');
  const first = await launchApp({ userFolder });
  expect(await startToEnd(userFolder)).toMatchObject({ code: 0, said: '' });
  expect((await first.page.evaluate(() => window.utter.request('takes:list'))).ok).toBe(true);
  const started = readFileSync(join(userFolder, 'logs/utter.log'), 'utf8').match(/ started /gu);
  expect(started).toHaveLength(1);
  await first.quit();
});

test('an app that is to stop a take and does not run says so, and is not opened', async () => {
  const userFolder = join(folder, 'user');
  const { code, error } = await startToEnd(userFolder, undefined, undefined, ['stop']);
  expect(error).toContain(
    'Utter is not running, so that there is no take to stop. “utter start” opens it and starts one.\n',
  );
  expect(code).toBe(1);
  expect(existsSync(join(userFolder, 'takes'))).toBe(false);
});

test('an app that is told to end while it starts says nothing and ends', async () => {
  const userFolder = join(folder, 'user');
  const log = join(userFolder, 'logs/utter.log');
  const isStarting = (): boolean => existsSync(log) && readFileSync(log, 'utf8').includes('worker-started');
  const ended = startToEnd(userFolder, (app) => {
    void expect
      .poll(isStarting, { intervals: [10], timeout: 60_000 })
      .toBe(true)
      .then(() => app.kill('SIGTERM'));
  });
  expect(await ended).toMatchObject({ code: 0, said: '' });
});

test('an app that cannot use its folder says so and ends', async () => {
  const userFolder = join(folder, 'user');
  mkdirSync(userFolder);
  writeFileSync(join(userFolder, 'takes'), 'a file where a folder is to be');
  const { code, said } = await startToEnd(userFolder);
  expect(code).toBe(1);
  expect(said).toMatch(/^Utter cannot start: EEXIST/u);
  expect(said).toContain(userFolder);
});

test('an app whose folder cannot be written says so and ends', async () => {
  const userFolder = join(folder, 'user');
  writeFileSync(userFolder, 'a file where the folder is to be');
  const { code, said } = await startToEnd(userFolder);
  expect(code).toBe(1);
  expect(said).toMatch(/^Utter cannot start: The folder .* cannot be written: something else has its name\.$/mu);
  expect(said).not.toContain('What you dictated');
});

test('an app that says why it cannot start ends where it is told to', async () => {
  const userFolder = join(folder, 'user');
  writeFileSync(userFolder, 'a file where the folder is to be');
  const { code, said } = await startToEnd(
    userFolder,
    (app) => app.stdout?.once('data', () => app.kill('SIGTERM')),
    'new Promise(() => undefined)',
  );
  expect(said).toMatch(/^Utter cannot start/u);
  expect(code).toBe(1);
});

test('a take that cannot be opened keeps nobody from the others', async () => {
  const userFolder = join(folder, 'user');
  const id = crypto.randomUUID();
  mkdirSync(join(userFolder, 'takes', id, 'audio.wav'), { recursive: true });
  const app = await launchApp({ userFolder });
  expect(await app.page.evaluate(() => window.utter.request('takes:list'))).toEqual({ ok: true, value: [] });
  await app.quit();
});

for (const [state, damage] of [
  ['gone', () => undefined],
  [
    'damaged',
    (path: string) => {
      copyFileSync('package.json', path);
    },
  ],
] as const) {
  test(`the light model hears where the encoder of the other is ${state}, and the window says so`, async () => {
    const model = join(folder, 'english.utter');
    const encoder = join(folder, 'whisper-base.encoder');
    writeSmallEncoderModel(model);
    damage(encoder);
    const app = await launchApp({ userFolder: join(folder, 'user'), environment: { UTTER_MODEL: model } });
    const strip = app.page.getByTestId('error-strip');
    await expect(strip).toContainText('“English” cannot be loaded, and “English, light” is used in its place');
    await expect(strip).toContainText(encoder);
    expect(await app.page.evaluate(() => window.utter.request('models:list'))).toMatchObject({
      value: { used: 'bundled-light' },
    });
    await expect
      .poll(() => app.page.evaluate(() => window.utter.request('system:status')))
      .toMatchObject({ value: { model: 'English, light' } });
    await strip.getByRole('button').click();
    await expect(strip).toHaveCount(0);
    await app.quit();
  });
}

test('the words are heard where what rescores them is damaged, and the window says so', async () => {
  const shipped = resolve('resources/models');
  for (const name of ['english.utter', 'whisper-base.encoder', 'english.lm', 'english.marks'])
    symlinkSync(join(shipped, name), join(folder, name));
  const rescorer = join(folder, 'english.rescorer');
  copyFileSync('package.json', rescorer);
  const model = join(folder, 'english.utter');
  const app = await launchApp({ userFolder: join(folder, 'user'), environment: { UTTER_MODEL: model } });
  const strip = app.page.getByTestId('lacked');
  await expect(strip).toContainText('The model that judges whole sentences cannot be used');
  await expect(strip).toContainText(rescorer);
  await expect
    .poll(() => app.page.evaluate(() => window.utter.request('system:status')))
    .toMatchObject({ value: { model: 'English' } });
  await strip.getByRole('button').click();
  await expect(strip).toHaveCount(0);
  await app.quit();
});
