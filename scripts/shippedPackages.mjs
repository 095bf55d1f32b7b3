import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { root } from './setup/paths.mjs';

const lock = () => JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;

/**
 * What the app consists of besides our own code: the packages that package.json lists as dependencies, with all that they need, and
 * those that the build takes into its files. Each once, sorted by name.
 * @param {Iterable<string>} modules paths of the files that a build has taken in
 * @returns {{ name: string, version: string, license: string, integrity?: string, folder: string }[]}
 */
export function shippedPackages(modules) {
  const bundled = new Set([...modules].map(packageFolder).filter((folder) => folder !== null));
  const packages = Object.entries(lock())
    .filter(([folder, entry]) => folder.includes('node_modules/') && (entry.dev !== true || bundled.has(folder)))
    .filter(([folder]) => existsSync(join(root, folder, 'package.json')))
    .map(([folder, { integrity }]) => ({ ...described(folder), ...(integrity && { integrity }), folder }));
  // One that several others bring along lies at several places.
  const each = new Map(packages.map((one) => [`${one.name}@${one.version}`, one]));
  return [...each.values()].sort((a, b) => (a.name === b.name ? 0 : a.name < b.name ? -1 : 1));
}

/** The folder of the package that a file belongs to, from `node_modules` on; null for our own. */
function packageFolder(path) {
  return /^.*?(node_modules\/(?:.*node_modules\/)?(?:@[^/]+\/)?[^/]+)\//u.exec(path.replaceAll('\\', '/'))?.[1] ?? null;
}

function described(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  return { name, version, license: typeof license === 'string' ? license : (license?.type ?? 'not told') };
}

/** The licences in a package's folder, in their words; where it has none, those that it names. @throws where there is no text of one */
export function licenceTexts({ name, folder, license }) {
  const own = readdirSync(join(root, folder)).filter((file) =>
    /^(?:licen[cs]e|copying|notice|third-party-notices)/iu.test(file),
  );
  if (own.length > 0) return own.sort().map((file) => readFileSync(join(root, folder, file), 'utf8').trim());
  return license.split(' AND ').map((id) => {
    const path = join(root, 'build/licences', `${id}.txt`);
    if (!existsSync(path)) throw new Error(`${name} is under ${id}, of which build/licences has no text.`);
    return readFileSync(path, 'utf8').trim();
  });
}
