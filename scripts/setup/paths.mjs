import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Shared by all checkouts of this user: a fresh clone fetches nothing that an earlier one has fetched. */
export const cacheFolder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'utter');

export const notesFile = join(root, 'node_modules/.utter-setup.json');

/** Names what runs only here: cached addons of other machines, or of another Node-API, are not for us. */
export const platformName = `${process.platform}-${process.arch}`;

export const inPackage = (name, ...parts) => join(root, 'node_modules', name, ...parts);

/** @param {string} folder the unpacked Electron */
export function electronExecutable(folder) {
  if (process.platform === 'darwin') return join(folder, 'Electron.app/Contents/MacOS/Electron');
  return join(folder, process.platform === 'win32' ? 'electron.exe' : 'electron');
}
