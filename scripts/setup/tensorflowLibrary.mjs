import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

import { makeWhole, sha256 } from './files.mjs';
import { cacheFolder } from './paths.mjs';
import { isInstalled, isReachable, run } from './processes.mjs';
import { during, say, tail } from './progress.mjs';

/** libtensorflow as TensorFlow publishes it for other languages; the version that tfjs-node 4.22 asks for. */
const official = {
  version: '2.9.1',
  url: 'https://storage.googleapis.com/tensorflow/libtensorflow/libtensorflow-cpu-linux-x86_64-2.9.1.tar.gz',
};

/** The same library inside TensorFlow's Python wheel: for machines that reach a package index and no cloud bucket. */
const wheel = {
  version: '2.21.0',
  file: 'tensorflow_cpu-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl',
  sha256: '2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c',
};

const folderOf = (source) => join(cacheFolder, `tensorflow-${source.version}`);
const isIn = (folder) =>
  existsSync(join(folder, 'lib/libtensorflow.so')) && existsSync(join(folder, 'include/tensorflow/c/c_api.h'));

const found = {
  official: { version: official.version, path: folderOf(official), source: 'storage.googleapis.com/tensorflow' },
  wheel: { version: wheel.version, path: folderOf(wheel), source: `PyPI wheel tensorflow-cpu ${wheel.version}` },
};

/**
 * libtensorflow for Linux on x64 in the cache folder, as `lib` and `include`.
 * @returns where it is: `{version, path, source}`, or null where neither source could be had
 */
export async function provideLibrary() {
  if (isIn(folderOf(wheel))) return found.wheel;
  if (isIn(folderOf(official))) return found.official;
  if (
    (await isReachable(official.url)) &&
    (await tryTo(`libtensorflow ${official.version}`, official, fetchOfficial))
  ) {
    return found.official;
  }
  if (!isInstalled('python3')) say('  libtensorflow could be had from PyPI, but there is no python3 to fetch it with.');
  else if (await tryTo(`libtensorflow ${wheel.version} from PyPI (273 MB)`, wheel, fetchWheel)) return found.wheel;
  return null;
}

async function tryTo(title, source, fill) {
  try {
    await during(title, () => makeWhole(folderOf(source), fill));
    return true;
  } catch (error) {
    say(`  That has failed:\n${tail(error.message, 5)}`);
    return false;
  }
}

async function fetchOfficial(folder) {
  const archive = join(folder, 'libtensorflow.tar.gz');
  await succeed('curl', ['-fsSL', '--retry', '2', '-o', archive, official.url]);
  await succeed('tar', ['-xzf', archive, '-C', folder]);
  rmSync(archive);
  if (!isIn(folder)) throw new Error('the archive holds no libtensorflow.so');
}

async function fetchWheel(folder) {
  const file = await downloadWheel();
  const members = [
    'tensorflow/libtensorflow_cc.so.2',
    'tensorflow/libtensorflow_framework.so.2',
    'tensorflow/include/',
  ];
  await succeed('python3', ['-c', unzip, file, folder, ...members]);
  mkdirSync(join(folder, 'lib'));
  renameSync(join(folder, 'tensorflow/include'), join(folder, 'include'));
  for (const [library, short] of [
    ['libtensorflow_cc.so.2', 'libtensorflow.so'],
    ['libtensorflow_framework.so.2', 'libtensorflow_framework.so'],
  ]) {
    renameSync(join(folder, 'tensorflow', library), join(folder, 'lib', library));
    symlinkSync(library, join(folder, 'lib', short));
  }
  rmSync(join(folder, 'tensorflow'), { recursive: true });
  rmSync(file);
}

/** Always the wheel for Python 3.11, whatever Python asks: the library inside does not depend on it, and one hash can be pinned. */
async function downloadWheel() {
  const downloads = join(cacheFolder, 'downloads');
  const file = join(downloads, wheel.file);
  if (existsSync(file) && (await sha256(file)) === wheel.sha256) return file;
  const target = [
    '--only-binary=:all:',
    '--implementation=cp',
    '--python-version=3.11',
    '--abi=cp311',
    '--platform=manylinux_2_27_x86_64',
  ];
  const words = ['-m', 'pip', 'download', '--no-deps', '--quiet', ...target, '--dest', downloads];
  await succeed('python3', [...words, `tensorflow-cpu==${wheel.version}`]);
  const hash = await sha256(file);
  if (hash === wheel.sha256) return file;
  rmSync(file);
  throw new Error(`${wheel.file} has the sha256 ${hash}, not the pinned one`);
}

/** Python is there, unzip may not be. Arguments: archive, folder, members; one that ends in / takes all below it. */
const unzip = `
import sys, zipfile
archive, folder, *members = sys.argv[1:]
with zipfile.ZipFile(archive) as wheel:
    names = [n for n in wheel.namelist() if any(n == m or m.endswith('/') and n.startswith(m) for m in members)]
    wheel.extractall(folder, names)
`;

async function succeed(command, words) {
  const result = await run(command, words);
  if (!result.ok) throw new Error(result.output);
}
