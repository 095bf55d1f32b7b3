import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

import type { Command } from 'commander';

const commands = {
  start: 'start a take in the app, which is opened first where it does not run',
  stop: 'stop the take of the app',
  toggle: 'start or stop a take of the app: for a shortcut of the desktop',
} as const;

/** What tells the running app to dictate. */
export function addControl(program: Command): void {
  for (const [word, description] of Object.entries(commands)) {
    program
      .command(word)
      .description(description)
      .action(async () => {
        process.exitCode = await tellApp(word);
      });
  }
}

/** The app is started with the word; where one runs already it gets the word, and the second one ends. */
async function tellApp(word: string): Promise<number> {
  const app = spawn(process.execPath, [resolve(__dirname, '../../../scripts/start.mjs'), word], { stdio: 'inherit' });
  const [code] = (await once(app, 'close')) as [number | null];
  return code ?? 1;
}
