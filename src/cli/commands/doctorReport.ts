import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

import { findPattern } from '../../contract/findPattern';
import type { Settings } from '../../contract/settings';
import { filesBelow } from '../../platform/files/fileKinds';
import { SettingsStore } from '../../platform/userFolder/settingsStore';

/** Where the app keeps what is the user's; the rule is Electron's, the name that of the app. */
export function appFolder(): string {
  const named = process.env['UTTER_USER_DATA'];
  if (named !== undefined && named !== '') return named;
  const home = homedir();
  if (process.platform === 'darwin') return join(home, 'Library/Application Support/Utter');
  if (process.platform === 'win32') return join(process.env['APPDATA'] ?? join(home, 'AppData/Roaming'), 'Utter');
  return join(process.env['XDG_CONFIG_HOME'] ?? join(home, '.config'), 'Utter');
}

/**
 * A text about an installation for whoever is to find out what is wrong with it, to be read by its user before it is passed on. It
 * counts takes, recordings and the user's own words and names none; the home folder in it is "~".
 *
 * @param findings what `doctor` prints
 */
export async function reportOn(folder: string, findings: string): Promise<string> {
  const { settings, failure } = await SettingsStore.open(folder);
  const parts = [
    'A report about Utter on this computer. Read it before you pass it on: it should hold no word that you have said or written.',
    findings,
    section('What is kept', await kept(folder)),
    section('Settings', failure === null ? withoutWords(settings) : failure.message),
    ...['utter.log.1', 'utter.log'].flatMap((name) => logOf(folder, name)),
  ];
  const home = findPattern(homedir(), { matchCase: true, wholeWords: true });
  return `${parts.join('\n\n').replace(home, '~')}\n`;
}

const section = (title: string, text: string): string => `${title}\n${'-'.repeat(title.length)}\n${text}`;

/** Folders of the user's, and how much is in them. */
const folders = ['takes', 'voice', 'models', 'training'] as const;

async function kept(folder: string): Promise<string> {
  const lines = folders.map(async (name) => `${name.padEnd(12)}${await countIn(join(folder, name))}`);
  return (await Promise.all(lines)).join('\n');
}

async function countIn(folder: string): Promise<string> {
  if (!existsSync(folder)) return 'none';
  const files = await filesBelow(folder);
  const bytes = files.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  return `${readdirSync(folder).length} entries, ${Math.round(bytes / 1000)} kB`;
}

/** What the user has written or plugged in is counted and not named. */
function withoutWords({ microphone, vocabulary, shaping, ...others }: Settings): string {
  const shown = {
    ...others,
    microphone: microphone === null ? 'the default' : 'a named one',
    vocabulary: vocabulary.length,
    shaping: { ...shaping, commands: shaping.commands.length },
  };
  return JSON.stringify(shown, null, 2);
}

function logOf(folder: string, name: string): string[] {
  const path = join(folder, 'logs', name);
  return existsSync(path) ? [section(name, readFileSync(path, 'utf8').trimEnd())] : [];
}
