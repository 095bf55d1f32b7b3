import { existsSync, lstatSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

import { root } from './paths.mjs';
import { runNpm } from './processes.mjs';
import { during, tail } from './progress.mjs';

/**
 * The packages of package-lock.json. Their install scripts stay off: each native piece is built by a step of ours, on purpose.
 * Without them nothing else works, so a failure ends the set-up.
 */
export async function installPackages() {
  if (areInstalled()) return;
  refuseLink(join(root, 'node_modules'));
  const words = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const result = await during('npm packages', () => runNpm(words));
  if (!result.ok) throw new Error(`npm ci has failed; is the registry reachable?\n${tail(result.output)}`);
}

/** `npm ci` empties the folder first, and through a link that would be the folder of another checkout. */
function refuseLink(folder) {
  if (!lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) return;
  throw new Error(
    `node_modules is a link to ${realpathSync(folder)} and not up to date: run the set-up in that checkout.`,
  );
}

/** npm leaves in node_modules a list of what it put there: it must hold all that the lock file asks of this platform. */
export function areInstalled() {
  const installed = packagesIn(join(root, 'node_modules/.package-lock.json'));
  const wanted = packagesIn(join(root, 'package-lock.json'));
  if (installed === null || wanted === null) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.optional || entry.devOptional || entry.extraneous) return true;
    return installed[path] !== undefined && installed[path].version === entry.version && existsSync(join(root, path));
  });
}

/** Null where there is no such list, or what a set-up that was cut off left of it. */
function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}
