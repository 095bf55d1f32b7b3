import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';

import { runPlaywright } from './checks.mjs';
import { root as checkout } from './setup/paths.mjs';
import { isInstalled, run } from './setup/processes.mjs';
import { during, say, tail } from './setup/progress.mjs';

/**
 * `node scripts/cleanRoot.mjs`: installs the packages of dist/ where there is nothing but packages, in a bare Debian, and uses the app there. The deb
 * comes with what it says that it needs and nothing else: its libraries are looked for, its command writes a file down, and with what it
 * recommends its window dictates from the virtual microphone. Nothing of it is left when it is removed. The rpm afterwards, with the same
 * libraries, since there are no packages of Fedora in Debian. As root, on Linux, with debootstrap, and where Debian's packages can be had;
 * `--base FOLDER` is a Debian that debootstrap has made already.
 */
const { values } = parseArgs({ options: { base: { type: 'string' }, within: { type: 'string' } } });
const recordings = join(checkout, 'tests/recordings');
const recording = join(recordings, 'cen6-miry-b.opus');
const said = 'one five two one three';

try {
  if (values.within === undefined) await beginAnew();
  else await useIn(values.within);
} catch (error) {
  say(error.message);
  process.exitCode = 1;
}

/** What is mounted for it is mounted for it alone, and is gone when it ends. */
async function beginAnew() {
  if (process.getuid?.() !== 0) throw new Error('To install packages into a folder of their own needs root.');
  const missing = ['unshare', 'debootstrap', 'rpm'].filter((tool) => !isInstalled(tool));
  if (missing.length > 0) throw new Error(`There is no ${missing.join(', no ')} here.`);
  const folder = mkdtempSync(join(tmpdir(), 'utter-clean-root-'));
  try {
    const making = () =>
      values.base === undefined
        ? carriedOut('debootstrap', ['--variant=minbase', 'bookworm', folder])
        : carriedOut('cp', ['-a', `${values.base}/.`, folder]);
    await during('a bare Debian 12', making);
    const self = join(checkout, 'scripts/cleanRoot.mjs');
    const { ok } = await run('unshare', ['--mount', process.execPath, self, '--within', folder], { show: true });
    if (!ok) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} folder with a bare Debian in it */
async function useIn(folder) {
  await mountInto(folder);
  const [deb, rpm] = [packageOf(/^utter_.*\.deb$/u), packageOf(/^utter-\d.*\.rpm$/u)];
  const inside = (command, ...words) => carriedOut('chroot', [folder, command, ...words]);
  const install = (...names) =>
    inside('env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', 'install', '-y', '--no-install-recommends', ...names);
  const before = await packageCount(inside);
  cpSync(deb, join(folder, 'root', basename(deb)));
  await during(`installing ${basename(deb)} and what it needs`, async () => {
    await inside('apt-get', 'update');
    await install(`/root/${basename(deb)}`);
  });
  say(`${(await packageCount(inside)) - before} packages with it, to the ${before} of a bare Debian`);
  await expectLibraries(inside);
  await expectCommand(inside, 'deb');
  const recommended = await inside('dpkg-query', '--show', '--showformat=${Recommends}', 'utter');
  await during(`installing what it recommends: ${recommended}`, () => install(...recommended.split(/[,\s]+/u)));
  await expectWindow(folder);
  await inside('apt-get', 'remove', '-y', 'utter');
  expectNothingLeft(folder);
  await during(`installing ${basename(rpm)}`, () => carriedOut('rpm', rpmWords(folder, '--nodeps', '-i', rpm)));
  await expectCommand(inside, 'rpm');
  await carriedOut('rpm', rpmWords(folder, '-e', 'utter'));
  expectNothingLeft(folder);
  process.stdout.write('installed, used and removed: deb, rpm\n');
}

function packageOf(pattern) {
  const dist = join(checkout, 'dist');
  const name = (existsSync(dist) ? readdirSync(dist) : []).find((each) => pattern.test(each));
  if (name === undefined) throw new Error(`There is no ${pattern.source} in dist/: run “npm run package” first.`);
  return join(dist, name);
}

function rpmWords(folder, ...words) {
  return ['--root', folder, '--dbpath', '/var/lib/rpm', ...words];
}

/** The recordings, and the folder in which displays, sound servers and the user's own folders of the tests lie, under the paths that they have here. */
async function mountInto(folder) {
  await carriedOut('mount', ['-t', 'proc', 'proc', join(folder, 'proc')]);
  for (const path of ['/dev', tmpdir(), recordings]) {
    const place = join(folder, path);
    mkdirSync(place, { recursive: true });
    await carriedOut('mount', ['--rbind', path, place]);
  }
}

async function packageCount(inside) {
  const names = await inside('dpkg-query', '--show', '--showformat=${Package}\n');
  return names.trim().split('\n').length;
}

/** Each library that a file of the app names is there, but for those of utter-tensorflow. */
async function expectLibraries(inside) {
  const programs = String.raw`find /opt/utter -type f \( -perm -u+x -o -name '*.so*' -o -name '*.node' \)`;
  const output = await inside(
    'sh',
    '-c',
    `${programs} | xargs ldd 2>/dev/null | grep -F 'not found' | sort -u || true`,
  );
  const names = output.split('\n').map((line) => line.trim().split(' ')[0]);
  const missing = names.filter((name) => name !== '' && !name.startsWith('libtensorflow_'));
  if (missing.length > 0) throw new Error(`No package that it needs brings ${missing.join(', ')}.`);
  say('libraries: all there');
}

async function expectCommand(inside, kind) {
  const version = await inside('utter', '--version');
  const doctor = JSON.parse(await inside('utter', 'doctor', '--json'));
  const unfound = ['electron', 'portaudio', 'model'].filter((name) => doctor[name]?.found !== true);
  if (unfound.length > 0) throw new Error(`utter doctor has not found: ${unfound.join(', ')}`);
  const heard = await inside('utter', 'transcribe', recording);
  if (heard.toLowerCase() !== said) throw new Error(`utter transcribe has heard “${heard}” and not “${said}”`);
  say(`${kind}: utter ${version} finds its parts and writes down “${heard}”`);
}

/** The same tests as of the folder: the tests are here, the app that they start is there. */
async function expectWindow(folder) {
  const front = mkdtempSync(join(tmpdir(), 'utter-front-'));
  try {
    symlinkSync('/opt/utter/resources', join(front, 'resources'));
    const path = join(front, 'utter');
    writeFileSync(path, `#!/bin/sh\nexec chroot '${folder}' /opt/utter/utter "$@"\n`);
    chmodSync(path, 0o755);
    const into = join(checkout, 'test-results/clean-root');
    const reporting = ['--reporter=list', '--output', into];
    const words = ['--config', 'playwright.packaged.config.ts', ...reporting, 'installed.spec.ts'];
    const { ok, output } = await runPlaywright(words, { UTTER_INSTALLED: path });
    say(tail(output, 60));
    if (!ok) throw new Error('Tests of the app that is installed there have failed.');
  } finally {
    rmSync(front, { recursive: true, force: true });
  }
}

function expectNothingLeft(folder) {
  const places = ['opt/utter', 'usr/bin/utter', 'usr/share/applications/utter.desktop', 'usr/share/doc/utter'];
  const left = places.filter((place) => existsSync(join(folder, place)));
  if (left.length > 0) throw new Error(`Removed, it leaves: ${left.join(', ')}`);
}

/** @returns what it printed, without white space around it */
async function carriedOut(command, words) {
  const { ok, output } = await run(command, words);
  if (!ok) throw new Error(`${command} ${words.join(' ')} has failed:\n${tail(output, 30)}`);
  return output.trim();
}
