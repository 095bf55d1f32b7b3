import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { isInstalled, run } from '../setup/processes.mjs';

/**
 * What is to be packed: `{ name, version, description, folder, seconds, output, depends, recommends }`; folder: the files as a system has
 * them, seconds: of the sources, since 1970; depends, without which it does not run, and recommends: `{ deb, rpm }`, names of packages.
 */

/** A tar.gz in which the files stand in one folder. @returns its path */
export async function packTarball({ folder, seconds, output }) {
  const path = join(output, `${basename(folder)}.tar.gz`);
  const order = ['--sort=name', `--mtime=@${seconds}`, '--owner=0', '--group=0', '--numeric-owner', '--format=gnu'];
  await carriedOut('tar', [...order, '-C', dirname(folder), '-I', 'gzip -n', '-cf', path, basename(folder)]);
  return path;
}

/** A package for Debian and Ubuntu; dpkg reads zstd since Debian 12 and Ubuntu 22.04. @returns its path */
export async function packDeb({ name, version, description, folder, seconds, output, depends, recommends }) {
  const control = [
    `Package: ${name}`,
    `Version: ${version}`,
    `Architecture: ${process.arch === 'arm64' ? 'arm64' : 'amd64'}`,
    'Maintainer: The Utter team <utter@localhost>',
    `Depends: ${depends.deb.join(', ')}`,
    ...(recommends.deb.length > 0 ? [`Recommends: ${recommends.deb.join(', ')}`] : []),
    'Section: utils',
    'Priority: optional',
    `Description: ${description[0]}`,
    ...description.slice(1).map((line) => ` ${line}`),
    '',
  ];
  mkdirSync(join(folder, 'DEBIAN'), { recursive: true });
  writeFileSync(join(folder, 'DEBIAN/control'), control.join('\n'));
  const path = join(output, `${name}_${version}_${process.arch === 'arm64' ? 'arm64' : 'amd64'}.deb`);
  const words = ['--root-owner-group', '-Zzstd', '-z10', '--threads-max=1', '--build', folder, path];
  await carriedOut('dpkg-deb', words, { SOURCE_DATE_EPOCH: String(seconds) });
  rmSync(join(folder, 'DEBIAN'), { recursive: true });
  return path;
}

/** A package for Fedora and its like. @returns its path */
export async function packRpm({ name, version, description, folder, seconds, output, depends, recommends }) {
  const work = join(output, 'rpm');
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const spec = [
    `Name: ${name}`,
    `Version: ${version}`,
    'Release: 1',
    `Summary: ${description[0]}`,
    'License: MIT',
    // What the files need is told below; to look for it in them would find the libraries that come along, too.
    'AutoReqProv: no',
    ...depends.rpm.map((needed) => `Requires: ${needed}`),
    ...recommends.rpm.map((wanted) => `Recommends: ${wanted}`),
    '%description',
    ...description.slice(1),
    '%install',
    `cp -a '${folder}/.' %{buildroot}/`,
    '%files',
    ...filesOf(folder, name),
    '',
  ];
  writeFileSync(join(work, 'utter.spec'), spec.join('\n'));
  const settings = {
    _topdir: work,
    _rpmdir: output,
    _rpmfilename: `${name}-${version}-1.%{_arch}.rpm`,
    _buildhost: 'utter',
    _binary_payload: 'w10.zstdio',
    use_source_date_epoch_as_buildtime: '1',
    clamp_mtime_to_source_date_epoch: '1',
    // Nothing is stripped, and no links by build numbers are laid.
    __os_install_post: '%{nil}',
    debug_package: '%{nil}',
    _build_id_links: 'none',
  };
  const defines = Object.entries(settings).flatMap(([key, value]) => ['--define', `${key} ${value}`]);
  await carriedOut('rpmbuild', ['-bb', ...defines, join(work, 'utter.spec')], { SOURCE_DATE_EPOCH: String(seconds) });
  rmSync(work, { recursive: true });
  return join(output, `${name}-${version}-1.${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}.rpm`);
}

/** Folders of the system belong to others: what is ours in them is named. Those of our own are removed with what is in them. */
function filesOf(folder, name) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length));
  const places = ['/opt/utter', `/usr/share/doc/${name}`];
  const own = places.filter((place) => files.some((file) => file.startsWith(`${place}/`)));
  const others = files.filter((file) => !places.some((place) => file.startsWith(`${place}/`)));
  const modes = files.includes('/opt/utter/chrome-sandbox')
    ? ['%attr(4755, root, root) /opt/utter/chrome-sandbox']
    : [];
  return ['%defattr(-, root, root)', ...own, ...modes, ...others];
}

/** The packages that this machine has the tools for: `[name, pack, tool]`. */
export const kinds = [
  ['tar.gz', packTarball, 'tar'],
  ['deb', packDeb, 'dpkg-deb'],
  ['rpm', packRpm, 'rpmbuild'],
].map(([name, pack, tool]) => ({ name, pack, tool, isPossible: isInstalled(tool) }));

async function carriedOut(command, words, env = {}) {
  const { ok, output } = await run(command, words, { env });
  if (!ok) throw new Error(`${command} has failed:\n${output}`);
}
