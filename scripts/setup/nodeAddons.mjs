import { cpSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { makeWhole } from './files.mjs';
import { cacheFolder, platformName, root } from './paths.mjs';
import { run } from './processes.mjs';

/** The headers that came with Node, where they stand beside it; else node-gyp fetches them. */
function headerWords() {
  const prefix = dirname(dirname(process.execPath));
  return existsSync(join(prefix, 'include/node/node_api.h')) ? [`--nodedir=${prefix}`] : [];
}

/** Compiles the addon in a package's folder with node-gyp. Node-API: one build serves Node and every Electron. */
export function buildAddon(folder, definitions = [], env = {}) {
  const gyp = join(root, 'node_modules/node-gyp/bin/node-gyp.js');
  const words = [gyp, 'rebuild', ...headerWords(), ...(definitions.length > 0 ? ['--', ...definitions] : [])];
  return run(process.execPath, words, { cwd: folder, env });
}

/** Whether a module loads in a fresh Node; what a broken addon prints is given back. */
export function tryModule(name) {
  const env = { TF_CPP_MIN_LOG_LEVEL: '2' };
  return run(process.execPath, ['-e', `${restoreRemovedFunctions}require(${JSON.stringify(name)})`], {
    env,
    timeoutSeconds: 120,
  });
}

/** tfjs-node 4.22 calls two functions that Node 23 took out of util. */
const restoreRemovedFunctions =
  "const util = require('node:util'); util.isArray ??= Array.isArray; util.isNullOrUndefined ??= (x) => x == null;";

const cached = (key) => join(cacheFolder, 'addons', `${key}-${platformName}`);

/** Takes compiled files from the cache, where an earlier checkout has left them. */
export function takeFromCache(key, folder) {
  if (!existsSync(cached(key))) return false;
  cpSync(cached(key), folder, { recursive: true });
  return true;
}

/** Keeps compiled files for the next checkout. */
export async function keepInCache(key, files) {
  await makeWhole(cached(key), async (draft) => {
    for (const file of files) cpSync(file, join(draft, file.split(/[\\/]/).at(-1)));
  });
}
