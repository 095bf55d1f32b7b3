import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';

import type { Command } from 'commander';

import { filesSwitch } from '../../contract/filesSwitch';
import { utterFolder } from '../../platform/files/utterFolder';
import { complain, exitCodes } from '../terminal/terminal';

const noDisplay =
  'There is no display to open the window on. Run this in a terminal of the desktop that Utter is to be on, where DISPLAY or WAYLAND_DISPLAY names it.';

const commands = {
  start: 'start a take in the app, which is opened first where it does not run',
  stop: 'stop the take of the app',
  toggle: 'start or stop a take of the app: for a shortcut of the desktop',
} as const;

/** What tells the running app to dictate, or opens it. */
export function addControl(program: Command): void {
  program
    .command('open')
    .description('open the window of the app')
    .argument('[file...]', 'sound files, or folders of them, to be written down')
    .action(async (files: readonly string[]) => {
      const paths = files.map((file) => resolve(file));
      process.exitCode = await tellApp(paths.length === 0 ? [] : [filesSwitch, ...paths]);
    });
  for (const [word, description] of Object.entries(commands)) {
    program
      .command(word)
      .description(description)
      .action(async () => {
        process.exitCode = await tellApp([word]);
      });
  }
}

/** The app is started with the words; where one runs already it gets them, and the second one ends. */
async function tellApp(words: readonly string[]): Promise<number> {
  if (process.versions['electron'] !== undefined) return tellInstalledApp(words);
  const script = join(utterFolder, 'scripts', 'start.mjs');
  const app = spawn(process.execPath, [script, ...words], { stdio: 'inherit' });
  const [code] = (await once(app, 'close')) as [number | null];
  return code ?? 1;
}

/**
 * The app is what this command runs in, begun as the app; it stays when the command ends. To stop, it never stays: what it has to say
 * is waited for.
 */
async function tellInstalledApp(words: readonly string[]): Promise<number> {
  const { ELECTRON_RUN_AS_NODE: _asNode, ...env } = process.env;
  if (process.platform === 'linux' && !(env['DISPLAY'] || env['WAYLAND_DISPLAY'])) {
    complain(noDisplay);
    return exitCodes.failure;
  }
  const isStop = words.join() === 'stop';
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const app = spawn(process.execPath, [...(asRoot ? ['--no-sandbox'] : []), ...words], {
    env,
    stdio: ['ignore', 'ignore', isStop ? 'inherit' : 'ignore'],
    detached: !isStop,
  });
  if (isStop) {
    const [code] = (await once(app, 'close')) as [number | null];
    return code ?? exitCodes.failure;
  }
  await once(app, 'spawn');
  app.unref();
  return 0;
}
