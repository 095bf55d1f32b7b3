import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { buildIfStale } from './build.mjs';
import { hasDisplay } from './display.mjs';
import { setUp } from './setup.mjs';
import { readNotes } from './setup/notes.mjs';
import { electronExecutable, root } from './setup/paths.mjs';
import { say } from './setup/progress.mjs';

const noDisplay = 'There is no display to open the window on';
const onDesktop =
  'Run this in a terminal of the desktop that Utter is to be on, where DISPLAY or WAYLAND_DISPLAY names it.';

/**
 * `npm start`: sets the machine up, then opens the window; without a display the recognizer writes to the terminal instead. Words for the
 * app, such as `toggle`, mean nothing there.
 */
async function start() {
  const isWindowPossible = await hasDisplay();
  const words = process.argv.slice(2);
  if (!isWindowPossible && words.length > 0) throw new Error(`${noDisplay}. ${onDesktop}`);
  await setUp({ window: isWindowPossible, tests: false });
  const electron = process.env.ELECTRON_EXEC_PATH || electronExecutable(readNotes().electron?.path ?? '');
  if (isWindowPossible && existsSync(electron)) {
    await buildIfStale();
    return launch(electron, [...(isRoot() ? ['--no-sandbox'] : []), root, ...words]);
  }
  const missing = isWindowPossible ? 'There is no Electron to show the window with' : noDisplay;
  say(`${missing}: this is what Utter hears in a bundled recording.\n`);
  const recording = join(root, 'resources/demo/6272-70171-0027.opus');
  return launch(process.execPath, ['--import', 'tsx', join(root, 'src/cli/index.ts'), 'dictate', '--file', recording]);
}

const isRoot = () => process.platform === 'linux' && process.getuid() === 0;

function launch(command, words) {
  const child = spawn(command, words, { cwd: root, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    say(error.message);
    process.exitCode = 1;
  });
  child.on('close', (code) => (process.exitCode = code ?? 0));
}

try {
  await start();
} catch (error) {
  say(error.message);
  process.exitCode = 1;
}
