import { readFileSync, writeFileSync } from 'node:fs';

/** In front of the fuses in Electron's executable; behind it stand their version, their number, and a byte for each. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** In their order, by the names that electron-builder has for them. */
const names = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
];

/**
 * The fuses of an Electron executable: what it can still be made to do.
 * @param {string} executable on macOS the framework's library
 * @returns {Record<string, boolean>} those that this Electron has
 */
export function fusesOf(executable) {
  const bytes = readFileSync(executable);
  const start = startOf(bytes, executable);
  const [, count, ...states] = bytes.subarray(start, start + 2 + names.length);
  return Object.fromEntries(names.slice(0, count).map((name, at) => [name, String.fromCharCode(states[at]) === '1']));
}

/** Switches one on in an executable. The linker's seal of macOS does not outlive that. */
export function switchOn(executable, name) {
  const bytes = readFileSync(executable);
  bytes.write('1', startOf(bytes, executable) + 2 + names.indexOf(name), 'latin1');
  writeFileSync(executable, bytes);
}

function startOf(bytes, executable) {
  const start = bytes.indexOf(sentinel);
  if (start === -1) throw new Error(`${executable} has no fuses.`);
  return start + sentinel.length;
}

/** What differs between fuses as they are and as they are to be, in sentences. */
export function wrongFuses(actual, wanted) {
  return Object.entries(wanted)
    .filter(([name, isOn]) => actual[name] !== isOn)
    .map(([name, isOn]) => `The fuse ${name} is ${isOn ? 'off' : 'on'} or missing.`);
}
