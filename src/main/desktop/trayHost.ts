import { execFile } from 'node:child_process';

import { isInstalled } from '../../platform/keyboard/programKeyboard';

/** What a Linux desktop that has a tray offers on the session's bus; without a host in it an icon is registered and shown nowhere. */
const [watcher, path, property] = [
  'org.kde.StatusNotifierWatcher',
  '/StatusNotifierWatcher',
  'IsStatusNotifierHostRegistered',
];
const getProperty = 'org.freedesktop.DBus.Properties.Get';

/** Programs that ask the bus, and how; each prints "true" or "false" among other things. */
const askers: readonly { readonly name: string; readonly words: readonly string[] }[] = [
  {
    name: 'gdbus',
    words: ['call', '--session', '--timeout', '1', '-d', watcher, '-o', path, '-m', getProperty, watcher, property],
  },
  { name: 'busctl', words: ['--user', '--timeout=1', 'get-property', watcher, path, watcher, property] },
  {
    name: 'dbus-send',
    words: [
      '--session',
      '--print-reply=literal',
      '--reply-timeout=1000',
      `--dest=${watcher}`,
      path,
      getProperty,
      `string:${watcher}`,
      `string:${property}`,
    ],
  },
];

export interface TrayHostParts {
  readonly platform: NodeJS.Platform;
  readonly environment: NodeJS.ProcessEnv;
  /** What the program prints; empty where it fails. */
  readonly ask: (name: string, words: readonly string[]) => Promise<string>;
}

const ofThisMachine: TrayHostParts = { platform: process.platform, environment: process.env, ask: output };

/**
 * Whether the desktop shows icons of programs in a tray. Under Linux one may be without it, as GNOME is. Where the bus cannot be asked no
 * tray counts as found, because a window that is hidden behind an icon which nobody sees is lost. Takes some hundredths of a second.
 */
export async function hasTrayHost({ platform, environment, ask }: TrayHostParts = ofThisMachine): Promise<boolean> {
  if (platform !== 'linux') return true;
  // Without an address the programs would start a bus of their own.
  const { DBUS_SESSION_BUS_ADDRESS: address = '', PATH: folders = '' } = environment;
  const asker = address === '' ? undefined : askers.find(({ name }) => isInstalled(name, folders));
  return asker !== undefined && /\btrue\b/u.test(await ask(asker.name, asker.words));
}

function output(name: string, words: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(name, words, { encoding: 'utf8', timeout: 2000 }, (failure, printed) => {
      resolve(failure === null ? printed : '');
    });
  });
}
