import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { expect, test } from '../e2e/test';
import { asNode, asRoot, installedPath, resourcesFolder } from './installedApp';

// What the packaged executable can still be made to do; docs/security.md.

let folder = '';

test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'utter-fuses-'));
});

test.afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A script that leaves a mark where it was run. */
function markingScript(name: string): { readonly path: string; readonly wasRun: () => boolean } {
  const [path, mark] = [join(folder, name), join(folder, 'mark')];
  writeFileSync(path, `require('fs').writeFileSync(${JSON.stringify(mark)}, '')`);
  return { path, wasRun: () => existsSync(mark) };
}

test('the fuses are those that build/electron-builder.json asks for', async () => {
  const { fusesOf } = (await import(pathToFileURL(resolve('scripts/fuses.mjs')).href)) as {
    fusesOf: (path: string) => Record<string, boolean>;
  };
  const { electronFuses } = JSON.parse(readFileSync('build/electron-builder.json', 'utf8')) as {
    electronFuses: Record<string, boolean>;
  };
  expect(fusesOf(join(dirname(resourcesFolder()), 'utter'))).toMatchObject(electronFuses);
});

test('it runs as Node, which decodes sound files and is the command line', () => {
  const { path, wasRun } = markingScript('script.js');
  expect(spawnSync(installedPath(), [path], { env: asNode }).status).toBe(0);
  expect(wasRun()).toBe(true);
});

/** Starts the app, waits until it runs, does something to it, and ends it. @returns what it wrote to stderr */
async function runApp(
  words: readonly string[],
  env: Record<string, string>,
  act: (pid: number) => void = () => undefined,
) {
  const app = spawn(installedPath(), [...asRoot, ...words], {
    env: { ...process.env, ...env, UTTER_USER_DATA: join(folder, 'user') },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  app.stderr.on('data', (text: Buffer) => (said += text.toString()));
  await expect.poll(() => existsSync(join(folder, 'user/logs/utter.log')), { timeout: 60_000 }).toBe(true);
  act(app.pid ?? 0);
  const ended = once(app, 'exit');
  app.kill('SIGTERM');
  await ended;
  return said;
}

test('NODE_OPTIONS loads nothing into the app', async () => {
  const { path, wasRun } = markingScript('required.js');
  await runApp([], { NODE_OPTIONS: `--require=${path}` });
  expect(wasRun()).toBe(false);
});

test('no debugger of Node joins it', async () => {
  // A signal asks Node, too, to listen to a debugger.
  const said = await runApp(['--inspect=0', '--inspect-brk=0'], {}, (pid) => process.kill(pid, 'SIGUSR1'));
  expect(said).not.toContain('Debugger listening');
});

test('a folder beside its archive is not taken for the app', async () => {
  const own = dirname(resourcesFolder());
  const copy = join(folder, 'copy');
  mkdirSync(join(copy, 'resources/app'), { recursive: true });
  for (const name of readdirSync(own).filter((each) => each !== 'resources' && each !== 'utter'))
    symlinkSync(join(own, name), join(copy, name));
  cpSync(join(own, 'utter'), join(copy, 'utter'));
  const { path, wasRun } = markingScript('main.js');
  cpSync(path, join(copy, 'resources/app/main.js'));
  writeFileSync(join(copy, 'resources/app/package.json'), '{"name":"other","main":"main.js"}');
  const app = spawn(join(copy, 'utter'), asRoot, { stdio: 'ignore', timeout: 20_000 });
  await once(app, 'exit');
  expect(wasRun()).toBe(false);
});
