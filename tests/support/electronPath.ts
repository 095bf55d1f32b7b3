import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The executable of a packaged app that is tested in place of the built one; `npm test -- --packaged` names it. */
export const packagedPath = (): string | null => process.env['UTTER_PACKAGED'] ?? null;

/** Electron as set up for development: the one named in the environment, else that of the cache folder. */
export function electronPath(): string {
  const named = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const cached = join(homedir(), '.cache', 'utter', 'electron-25.1.1');
  const folder = named ?? (existsSync(cached) ? cached : resolve('node_modules/electron/dist'));
  return join(folder, process.platform === 'win32' ? 'electron.exe' : 'electron');
}

/** What starts the app under test: the packaged one by itself, the built one as an argument of Electron. */
export const appCommand = (): { readonly executablePath: string; readonly args: string[] } => {
  const packaged = packagedPath();
  return packaged === null
    ? { executablePath: electronPath(), args: [resolve('.')] }
    : { executablePath: packaged, args: [] };
};
