import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Electron as set up for development: the one named in the environment, else that of the cache folder. */
export function electronPath(): string {
  const named = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const cached = join(homedir(), '.cache', 'utter', 'electron-25.1.1');
  const folder = named ?? (existsSync(cached) ? cached : resolve('node_modules/electron/dist'));
  return join(folder, process.platform === 'win32' ? 'electron.exe' : 'electron');
}
