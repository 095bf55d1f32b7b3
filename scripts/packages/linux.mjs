import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { inPackage, root } from '../setup/paths.mjs';
import { run } from '../setup/processes.mjs';
import { during, say } from '../setup/progress.mjs';
import { layOutApp, layOutShare, layOutSystem, settle } from './layout.mjs';
import { kinds } from './linuxPackages.mjs';
import { sourceSeconds } from './sourceTime.mjs';

const dist = join(root, 'dist');
const packed = join(dist, 'linux-unpacked');
const manual = join(dist, 'manual');

/** What Electron and PortAudio need of a system; since Debian's transition to 64-bit times some have other names. */
const appDepends = {
  deb: [
    'libasound2 | libasound2t64',
    'libatk-bridge2.0-0 | libatk-bridge2.0-0t64',
    'libcups2 | libcups2t64',
    'libdrm2',
    'libgbm1',
    'libgtk-3-0 | libgtk-3-0t64',
    'libnss3',
    'libxkbcommon0',
    'libxss1',
    'libxtst6',
    'libxt6 | libxt6t64',
  ],
  rpm: 'alsa-lib at-spi2-atk cups-libs libdrm mesa-libgbm gtk3 nss libxkbcommon libXScrnSaver libXtst libXt'.split(' '),
};

/** Sound under PulseAudio and PipeWire, and the names that they give to microphones. */
const appRecommends = {
  deb: ['libasound2-plugins', 'pulseaudio-utils'],
  rpm: ['alsa-plugins-pulseaudio', 'pulseaudio-utils'],
};

const descriptions = {
  utter: [
    'dictation that learns your voice, entirely on your own machine',
    'Turns speech into text while you speak, with a recognizer that can be',
    'trained on your own voice. No network connection is ever made.',
  ],
  'utter-tensorflow': [
    'makes training in Utter several times as quick',
    'TensorFlow, as a library. Utter finds it by itself; without it the network',
    'is computed in WebAssembly.',
  ],
};

/**
 * Packs the app's folder for Linux, in all kinds that this machine has the tools for.
 * @param {{ only: string | null, withTensorFlow: boolean }} choice
 * @returns {Promise<string[]>} paths
 */
export async function packForLinux({ only, withTensorFlow }) {
  await writeManual();
  const chosen = kinds.filter(({ name }) => only === null || name === only);
  const paths = [];
  for (const { name, pack, tool, isPossible } of chosen) {
    if (!isPossible) say(`There is no ${tool} here, so no ${name} is made.`);
    else paths.push(await during(`packing ${name}`, () => pack(layOut('utter', name))));
    if (isPossible && withTensorFlow && name !== 'tar.gz')
      paths.push(await during(`packing TensorFlow as ${name}`, () => pack(layOut('utter-tensorflow', name))));
  }
  rmSync(join(dist, 'system'), { recursive: true, force: true });
  return paths;
}

async function writeManual() {
  const { ok, output } = await run(process.execPath, ['--import', 'tsx', join(root, 'src/cli/writeManual.ts'), manual]);
  if (!ok) throw new Error(`The manual could not be written:\n${output}`);
}

/** The files of a package as they will be, and what is told of it. */
function layOut(name, kind) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const folder = join(dist, 'system', kind === 'tar.gz' ? `utter-${version}-linux-${process.arch}` : name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  if (name === 'utter-tensorflow') layOutTensorFlow(folder);
  else if (kind === 'tar.gz') layOutLoose(folder);
  else layOutSystem(packed, folder, { manual, zshFolder: kind === 'deb' ? 'vendor-completions' : 'site-functions' });
  const seconds = sourceSeconds();
  settle(folder, seconds);
  const depends = name === 'utter' ? appDepends : { deb: [`utter (= ${version})`], rpm: [`utter = ${version}`] };
  const recommends = name === 'utter' ? appRecommends : { deb: [], rpm: [] };
  return { name, version, description: descriptions[name], folder, seconds, output: dist, depends, recommends };
}

/** Wherever it is unpacked: its desktop entry trusts in the command being on the PATH. */
function layOutLoose(folder) {
  layOutApp(packed, folder);
  layOutShare({ prefix: folder, executable: 'utter open', zshFolder: 'site-functions', manual });
}

const libraries = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];

/** The libraries that the binding in the app looks for beside itself. */
function layOutTensorFlow(folder) {
  const place = 'node_modules/@tensorflow/tfjs-node-gpu/deps/lib';
  const own = join(folder, 'opt/utter/resources/app.asar.unpacked', place);
  const documents = join(folder, 'usr/share/doc/utter-tensorflow');
  mkdirSync(own, { recursive: true });
  mkdirSync(documents, { recursive: true });
  for (const library of libraries) {
    const path = inPackage('@tensorflow/tfjs-node-gpu', 'deps/lib', library);
    if (!existsSync(path)) throw new Error(`There is no ${library} here: the set-up tells why.`);
    cpSync(path, join(own, library), { dereference: true });
  }
  copyFileSync(join(root, 'build/licences/Apache-2.0.txt'), join(documents, 'copyright'));
}
