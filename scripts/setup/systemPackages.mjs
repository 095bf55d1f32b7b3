import { spawnSync } from 'node:child_process';

import { isInstalled, run } from './processes.mjs';
import { during, say, tail } from './progress.mjs';

const packages = {
  build: ['make', 'g++'],
  microphone: ['libasound2'],
  window: ['libgtk-3-0', 'libnss3', 'libgbm1', 'libxss1', 'libatk-bridge2.0-0', 'libdrm2', 'libxkbcommon0', 'libcups2'],
  tests: ['xvfb', 'pulseaudio', 'pulseaudio-utils', 'libasound2-plugins', 'openbox', 'mousepad', 'xterm', 'xdotool'],
};

/**
 * The system libraries that Electron and PortAudio link to, and what the tests need for a display and a microphone of their own.
 * Installed through apt where that is allowed; elsewhere the one line to run is told and the set-up goes on.
 * @param {{ window: boolean, tests: boolean }} needs
 */
export async function installSystemPackages(needs) {
  if (process.platform !== 'linux') return;
  const wanted = [
    ...packages.build,
    ...packages.microphone,
    ...(needs.window ? packages.window : []),
    ...(needs.tests ? packages.tests : []),
  ];
  const missing = isInstalled('dpkg-query') ? missingPackages(wanted) : missingPrograms(needs);
  if (missing.length === 0) return;
  const prefix = privileges();
  if (prefix === null) {
    const names = missing.map(nameHere).join(' ');
    say(`  These system packages are missing: ${names}. Run:  sudo ${installLine} ${names}`);
    return;
  }
  const result = await during(`system packages: ${missing.join(' ')}`, () => install(prefix, missing));
  if (!result.ok)
    say(`  They could not be installed; “${installLine} ${missing.join(' ')}” says:\n${tail(result.output, 5)}`);
}

const installLine = 'apt-get install -y --no-install-recommends';

async function install(prefix, missing) {
  const [command, ...words] = [...prefix, 'apt-get'];
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  // A fresh machine has no package lists; a failure shows itself in what follows.
  await run(command, [...words, 'update', '-qq'], { env });
  return run(command, [...words, 'install', '-y', '-qq', '--no-install-recommends', ...missing.map(nameHere)], {
    env,
  });
}

/**
 * Since 2024 some libraries carry the ending “t64” in Debian and Ubuntu. The old name is a virtual one then, and apt refuses it
 * where several packages provide it, as with libasound2.
 */
function nameHere(name) {
  const isReal = (candidate) => {
    const { stdout } = spawnSync('apt-cache', ['show', '--no-all-versions', candidate], { encoding: 'utf8' });
    return (stdout ?? '').includes(`Package: ${candidate}\n`);
  };
  return !isReal(name) && isReal(`${name}t64`) ? `${name}t64` : name;
}

/** What is not there, under either name. */
function missingPackages(wanted) {
  const names = wanted.flatMap((name) => [name, `${name}t64`]);
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f=${binary:Package} ${db:Status-Status}\n', ...names], {
    encoding: 'utf8',
  });
  const installed = new Set(
    stdout
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(/[: ]/)[0]),
  );
  return wanted.filter((name) => !installed.has(name) && !installed.has(`${name}t64`));
}

/** Where packages have other names only programs can be looked for; libraries show themselves when Electron starts. */
function missingPrograms(needs) {
  return ['make', 'g++', ...(needs.tests ? ['Xvfb', 'pulseaudio', 'paplay'] : [])].filter((name) => !isInstalled(name));
}

/** What to put before apt-get, or null where this user must not install anything. */
function privileges() {
  if (!isInstalled('apt-get')) return null;
  if (process.getuid?.() === 0) return [];
  const allowed = isInstalled('sudo') && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;
  return allowed ? ['sudo', '-n', '--preserve-env=DEBIAN_FRONTEND'] : null;
}
