import {
  chmodSync,
  copyFileSync,
  cpSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { root } from '../setup/paths.mjs';
import { drawIcon } from './icon.mjs';

const iconPixels = [16, 32, 48, 64, 128, 256, 512];

/** Of what Utter writes down; `audio/*` stands for nothing in a desktop entry. */
const soundTypes =
  'audio/x-wav audio/flac audio/ogg audio/x-opus+ogg audio/mpeg audio/mp4 audio/aac audio/webm audio/x-matroska audio/x-aiff audio/x-caf audio/x-ms-wma';

/** The command: the app's own executable, run as Node. The link on the PATH leads here. */
const commandScript = `#!/bin/sh
here=$(dirname -- "$(readlink -f -- "$0")")
ELECTRON_RUN_AS_NODE=1 exec "$here/../utter" "$here/../resources/app.asar/out/main/cli.js" "$@"
`;

const desktopEntry = (executable) => `[Desktop Entry]
Type=Application
Name=Utter
GenericName=Dictation
Comment=Dictation that learns your voice, entirely on your own machine
Exec=${executable} --files %F
Icon=utter
Terminal=false
Categories=Utility;Accessibility;
Keywords=speech;voice;transcribe;
MimeType=${soundTypes.replaceAll(' ', ';')};
StartupWMClass=Utter
Actions=toggle;

[Desktop Action toggle]
Name=Start or stop dictating
Exec=${executable} toggle
`;

/**
 * What goes beside the app on Linux: its icon, desktop entry and command, the command's manual and completions, licences and the bill of
 * materials, in the folders of a prefix such as /usr.
 * @param {{ prefix: string, executable: string, zshFolder: string, manual: string }} places
 *   executable: what the desktop starts; zshFolder: where this system's zsh looks; manual: what `src/cli/writeManual.ts` has written
 */
export function layOutShare({ prefix, executable, zshFolder, manual }) {
  const share = (...parts) => made(join(prefix, 'share', ...parts));
  for (const pixels of iconPixels)
    writeFileSync(share('icons/hicolor', `${pixels}x${pixels}`, 'apps/utter.png'), drawIcon(pixels));
  writeFileSync(share('applications/utter.desktop'), desktopEntry(executable));
  const page = readManual(manual, 'utter.1');
  writeFileSync(share('man/man1/utter.1.gz'), gzipSync(page, { level: 9 }));
  copyFileSync(join(manual, 'utter.bash'), share('bash-completion/completions/utter'));
  copyFileSync(join(manual, '_utter'), share('zsh', zshFolder, '_utter'));
  copyFileSync(join(manual, 'utter.fish'), share('fish/vendor_completions.d/utter.fish'));
  copyFileSync(join(root, 'out/renderer/licences.txt'), share('doc/utter/copyright'));
  copyFileSync(join(root, 'out/renderer/sbom.cdx.json'), share('doc/utter/utter.cdx.json'));
}

const readManual = (folder, name) => readFileSync(join(folder, name));

/** The app as electron-builder has packed it, with its command in `bin/`. */
export function layOutApp(packed, folder) {
  rmSync(folder, { recursive: true, force: true });
  cpSync(packed, folder, { recursive: true, verbatimSymlinks: true });
  // Electron's own example, which no fuse of ours would load.
  rmSync(join(folder, 'resources/default_app.asar'), { force: true });
  writeFileSync(made(join(folder, 'bin/utter')), commandScript, { mode: 0o755 });
}

/** The app and all beside it as a system has it: the app in /opt/utter, its command on the PATH. */
export function layOutSystem(packed, folder, { zshFolder, manual }) {
  layOutApp(packed, made(join(folder, 'opt/utter')));
  layOutShare({ prefix: join(folder, 'usr'), executable: '/opt/utter/utter', zshFolder, manual });
  symlinkSync('../../opt/utter/bin/utter', made(join(folder, 'usr/bin/utter')));
  // Who may not make name spaces, as on some systems, gets Chromium's sandbox by way of this helper, which belongs to root.
  chmodSync(join(folder, 'opt/utter/chrome-sandbox'), 0o4755);
}

/**
 * Makes what two builds would have different the same: times are those of the sources, and who may read is not a matter of who has built.
 * @param {number} seconds since 1970
 */
export function settle(path, seconds) {
  const state = lstatSync(path);
  if (state.isDirectory()) for (const name of readdirSync(path)) settle(join(path, name), seconds);
  if (!state.isSymbolicLink()) chmodSync(path, modeOf(state));
  lutimesSync(path, seconds, seconds);
}

function modeOf(state) {
  if ((state.mode & 0o4000) !== 0) return 0o4755;
  return state.isDirectory() || (state.mode & 0o100) !== 0 ? 0o755 : 0o644;
}

/** The path, and the folder above it is there. */
function made(path) {
  mkdirSync(dirname(path), { recursive: true });
  return path;
}
