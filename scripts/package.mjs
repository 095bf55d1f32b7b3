import { join } from 'node:path';

import { buildIfStale } from './build.mjs';
import { readNotes } from './setup/notes.mjs';
import { root } from './setup/paths.mjs';
import { run } from './setup/processes.mjs';
import { say } from './setup/progress.mjs';
import { setUp } from './setup.mjs';

/** `npm run package`: the app as a folder in dist/, with the Electron that the set-up has found. */
await setUp({ window: true, tests: false });
await buildIfStale();
const { path, version } = readNotes().electron ?? {};
if (path === undefined || version === undefined) {
  say('There is no Electron to put into the package.');
  process.exit(1);
}
const builder = join(root, 'node_modules/electron-builder/cli.js');
const electron = [`-c.electronDist=${path}`, `-c.electronVersion=${version}`];
const result = await run(process.execPath, [builder, '--dir', '--config', 'build/electron-builder.json', ...electron], {
  show: true,
});
process.exitCode = result.ok ? 0 : 1;
