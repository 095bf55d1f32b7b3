import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { buildIfStale } from './build.mjs';
import { fusesOf, wrongFuses } from './fuses.mjs';
import { drawIcon } from './packages/icon.mjs';
import { packForLinux } from './packages/linux.mjs';
import { sourceSeconds } from './packages/sourceTime.mjs';
import { sha256 } from './setup/files.mjs';
import { readNotes } from './setup/notes.mjs';
import { inPackage, root } from './setup/paths.mjs';
import { run } from './setup/processes.mjs';
import { during, say, tail } from './setup/progress.mjs';
import { setUp } from './setup.mjs';

/**
 * `npm run package`: what is installed, in dist/, with the Electron that the set-up has found; docs/packages.md tells what for which
 * system. `--only deb` makes that alone, `--only dir` the app's folder; `--tensorflow` the package that makes training quick.
 */
const words = process.argv.slice(2);
const only = words.includes('--only') ? words[words.indexOf('--only') + 1] : null;
const dist = join(root, 'dist');

try {
  await setUp({ window: true, tests: false });
  await buildIfStale();
  await makeApp();
  const packages =
    process.platform === 'linux' ? await packForLinux({ only, withTensorFlow: words.includes('--tensorflow') }) : [];
  await writeHashes(packages);
} catch (error) {
  say(error.message);
  process.exitCode = 1;
}

/** The app's folder, and on macOS and Windows the installer, by electron-builder. */
async function makeApp() {
  const { path, version } = readNotes().electron ?? {};
  if (path === undefined || version === undefined) throw new Error('There is no Electron to put into the package.');
  if (path !== inPackage('electron', 'dist'))
    say(`Electron ${version} is not the pinned one: this package is for trying out, and not to be passed on.`);
  rmSync(dist, { recursive: true, force: true });
  writeIcon();
  const builder = join(root, 'node_modules/electron-builder/cli.js');
  const electron = [`-c.electronDist=${path}`, `-c.electronVersion=${version}`];
  const target = only === 'dir' ? ['--dir'] : [];
  const environment = { SOURCE_DATE_EPOCH: String(sourceSeconds()) };
  const building = () =>
    run(
      process.execPath,
      [builder, ...target, '--config', 'build/electron-builder.json', '--publish', 'never', ...electron],
      { env: environment },
    );
  const { ok, output } = await during('packing the app', building);
  if (!ok) throw new Error(`electron-builder has failed:\n${tail(output, 40)}`);
  const { electronFuses } = JSON.parse(readFileSync(join(root, 'build/electron-builder.json'), 'utf8'));
  const faults = wrongFuses(fusesOf(packagedExecutable()), electronFuses);
  if (faults.length > 0) throw new Error(faults.join('\n'));
}

/** For the installers of macOS and Windows, which are made from the largest. */
function writeIcon() {
  mkdirSync(join(dist, 'icons'), { recursive: true });
  writeFileSync(join(dist, 'icons/icon.png'), drawIcon(1024));
}

function packagedExecutable() {
  const framework = 'Utter.app/Contents/Frameworks/Electron Framework.framework/Electron Framework';
  const places = ['linux-unpacked/utter', 'win-unpacked/Utter.exe', `mac/${framework}`, `mac-arm64/${framework}`];
  return places.map((place) => join(dist, place)).find((place) => existsSync(place));
}

/** What was made, with its hashes and the bill of materials; signed where a key is named. */
async function writeHashes(packages) {
  copyFileSync(join(root, 'out/renderer/sbom.cdx.json'), join(dist, 'utter.cdx.json'));
  const made = [...packages, join(dist, 'utter.cdx.json')];
  const lines = await Promise.all(made.map(async (path) => `${await sha256(path)}  ${basename(path)}\n`));
  const sums = join(dist, 'SHA256SUMS');
  writeFileSync(sums, lines.join(''));
  say(lines.join('').trimEnd());
  const key = process.env.UTTER_SIGNING_KEY;
  if (!key) return;
  const signed = await run('gpg', ['--batch', '--yes', '--local-user', key, '--armor', '--detach-sign', sums]);
  if (!signed.ok) throw new Error(`gpg has not signed:\n${signed.output}`);
}
