import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { root } from './setup/paths.mjs';
import { run } from './setup/processes.mjs';
import { during, tail } from './setup/progress.mjs';

const sources = ['src', 'electron.vite.config.ts', 'package-lock.json'];

/** Builds the app into out/ where a source is newer than what stands there. */
export async function buildIfStale() {
  const built = join(root, 'out/main/index.js');
  if (existsSync(built) && newest(sources.map((name) => join(root, name))) <= statSync(built).mtimeMs) return;
  const result = await during('building the window', build);
  if (!result.ok) throw new Error(`The build has failed:\n${tail(result.output, 40)}`);
}

export const build = () =>
  run(process.execPath, [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build']);

function newest(paths) {
  const times = paths.map((path) => {
    const state = statSync(path);
    return state.isDirectory() ? newest(readdirSync(path).map((name) => join(path, name))) : state.mtimeMs;
  });
  return Math.max(0, ...times);
}
