import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const largestBytes = 2 ** 30;

function git(folder, words, input) {
  const { status, stdout, stderr, error } = spawnSync('git', ['-C', folder, ...words], {
    input,
    maxBuffer: largestBytes,
  });
  if (status !== 0) throw new Error(`git ${words[0]} in ${folder}: ${error?.message ?? stderr.toString()}`);
  return stdout;
}

/**
 * A git directory that holds a repository's commit; where there is none yet it is fetched, that commit alone. What a commit holds
 * is known by its name.
 * @param {string} folder where the directories lie, named owner+name
 */
export function provide({ name, commit }, folder) {
  const directory = join(folder, name.replace('/', '+'));
  if (existsSync(directory)) return directory;
  mkdirSync(directory, { recursive: true });
  try {
    git(directory, ['init', '--quiet', '--bare']);
    git(directory, ['fetch', '--quiet', '--depth', '1', `https://github.com/${name}`, commit]);
  } catch (error) {
    rmSync(directory, { recursive: true });
    throw error;
  }
  return directory;
}

/** Paths and blobs of the files of a commit that are read, by path. */
export function filesOf(directory, { commit, files }) {
  return git(directory, ['ls-tree', '-r', '-z', commit])
    .toString()
    .split('\0')
    .filter(Boolean)
    .map((line) => ({ blob: line.split(/[ \t]/u)[2], path: line.slice(line.indexOf('\t') + 1) }))
    .filter(({ path }) => files(path));
}

const batch = 200;

/** The bytes of each file, with its path, some files at a time. */
export function* bytesOf(directory, files) {
  for (let start = 0; start < files.length; start += batch) {
    const some = files.slice(start, start + batch);
    const all = git(directory, ['cat-file', '--batch'], some.map(({ blob }) => `${blob}\n`).join(''));
    let at = 0;
    for (const { path } of some) {
      const end = all.indexOf('\n', at);
      const head = all.toString('latin1', at, end);
      if (head.endsWith(' missing')) throw new Error(`${directory} lacks ${path}`);
      const size = Number(head.split(' ')[2]);
      yield { path, bytes: all.subarray(end + 1, end + 1 + size) };
      at = end + 1 + size + 1;
    }
  }
}

/** The files in a ZIP archive, by name. Python is there, unzip may not be. */
export function* membersOf(archive) {
  const folder = mkdtempSync(join(tmpdir(), 'utter-archive-'));
  try {
    writeFileSync(join(folder, 'archive.zip'), archive);
    const unpacked = join(folder, 'unpacked');
    const { status, stderr } = spawnSync('python3', ['-m', 'zipfile', '-e', join(folder, 'archive.zip'), unpacked]);
    if (status !== 0) throw new Error(stderr.toString());
    for (const name of readdirSync(unpacked, { recursive: true }).sort())
      if (statSync(join(unpacked, name)).isFile()) yield { path: name, bytes: readFileSync(join(unpacked, name)) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
