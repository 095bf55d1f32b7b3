import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { buildIfStale } from './build.mjs';
import { fusesOf, wrongFuses } from './fuses.mjs';
import { readNotes } from './setup/notes.mjs';
import { inPackage, root } from './setup/paths.mjs';
import { run } from './setup/processes.mjs';
import { say } from './setup/progress.mjs';
import { setUp } from './setup.mjs';

/** `npm run package`: the app as a folder in dist/, with the Electron that the set-up has found, and its bill of materials beside it. */
await setUp({ window: true, tests: false });
await buildIfStale();
const { path, version } = readNotes().electron ?? {};
if (path === undefined || version === undefined) {
  say('There is no Electron to put into the package.');
  process.exit(1);
}
if (path !== inPackage('electron', 'dist'))
  say(`Electron ${version} is not the pinned one: this package is for trying out, and not to be passed on.`);
const builder = join(root, 'node_modules/electron-builder/cli.js');
const electron = [`-c.electronDist=${path}`, `-c.electronVersion=${version}`];
const result = await run(process.execPath, [builder, '--dir', '--config', 'build/electron-builder.json', ...electron], {
  show: true,
});
const faults = result.ok ? finish() : [];
for (const fault of faults) say(fault);
process.exitCode = result.ok && faults.length === 0 ? 0 : 1;

/** Lays the bill of materials beside the package and looks whether its fuses are those that were asked for. */
function finish() {
  copyFileSync(join(root, 'out/renderer/sbom.cdx.json'), join(root, 'dist/utter.cdx.json'));
  const { electronFuses } = JSON.parse(readFileSync(join(root, 'build/electron-builder.json'), 'utf8'));
  return wrongFuses(fusesOf(packagedExecutable()), electronFuses);
}

function packagedExecutable() {
  const framework = 'Utter.app/Contents/Frameworks/Electron Framework.framework/Electron Framework';
  const places = ['linux-unpacked/utter', 'win-unpacked/Utter.exe', `mac/${framework}`, `mac-arm64/${framework}`];
  return places.map((place) => join(root, 'dist', place)).find((place) => existsSync(place));
}
