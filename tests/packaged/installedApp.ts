import { type ChildProcess, spawn, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

import { Take } from '../../src/contract/transcript';

/** The executable, as it was packed or installed; UTTER_INSTALLED names another one. */
export const installedPath = (): string => resolve(process.env['UTTER_INSTALLED'] ?? 'dist/linux-unpacked/utter');

export const resourcesFolder = (): string => join(dirname(installedPath()), 'resources');

export const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** The environment of a program that is the executable run as Node. */
export const asNode = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };

/** `utter …` of the package, to its end. */
export const utter = (
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): SpawnSyncReturns<string> =>
  spawnSync(installedPath(), [join(resourcesFolder(), 'app.asar/out/main/cli.js'), ...words], {
    env: { ...asNode, ...environment },
    encoding: 'utf8',
  });

/** The app, started as it is installed: nothing looks into it, so it is told what to do as by a shortcut, and writes to its folder. */
export class InstalledApp {
  readonly userFolder: string;
  /** From the start of the process to a window with a page. */
  readonly startSeconds: number;
  readonly #process: ChildProcess;
  readonly #environment: Readonly<Record<string, string>>;

  private constructor(
    process: ChildProcess,
    userFolder: string,
    startSeconds: number,
    environment: Readonly<Record<string, string>>,
  ) {
    this.#process = process;
    this.userFolder = userFolder;
    this.startSeconds = startSeconds;
    this.#environment = environment;
  }

  static async start(environment: Readonly<Record<string, string>>): Promise<InstalledApp> {
    const userFolder = mkdtempSync(join(tmpdir(), 'utter-installed-'));
    const ofApp = { ...environment, UTTER_USER_DATA: userFolder };
    const begun = performance.now();
    const app = spawn(installedPath(), [...asRoot, '--remote-debugging-port=0'], {
      env: { ...process.env, ...ofApp },
      stdio: 'ignore',
    });
    await until(() => hasPage(userFolder));
    return new InstalledApp(app, userFolder, (performance.now() - begun) / 1000, ofApp);
  }

  /** `utter start`, `stop` or `toggle`. */
  tell(word: string): SpawnSyncReturns<string> {
    return utter([word], this.#environment);
  }

  takes(): Take[] {
    const folder = join(this.userFolder, 'takes');
    return (existsSync(folder) ? readdirSync(folder) : [])
      .map((id) => join(folder, id, 'take.json'))
      .filter((path) => existsSync(path))
      .map((path) => Take.parse(JSON.parse(readFileSync(path, 'utf8'))));
  }

  async dispose(): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    await ended;
    rmSync(this.userFolder, { recursive: true, force: true });
  }
}

/** Chromium's own door for debuggers shows pages and nothing of main; where it is stands in the folder of the user. */
async function hasPage(userFolder: string): Promise<boolean> {
  const path = join(userFolder, 'DevToolsActivePort');
  const port = existsSync(path) ? readFileSync(path, 'utf8').split('\n')[0] : '';
  if (port === undefined || port === '') return false;
  const pages = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as { title: string; url: string }[];
  return pages.some(({ title, url }) => url === 'app://utter/index.html' && title === 'Utter');
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error('the app shows no window');
    await new Promise((settle) => setTimeout(settle, 10));
  }
}
