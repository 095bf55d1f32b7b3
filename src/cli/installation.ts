import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { z } from 'zod';

import { utterFolder } from '../platform/files/utterFolder';

const load = createRequire(__filename);

/** A native piece: what was found of it and where it came from. */
export interface Piece {
  readonly found: boolean;
  readonly version: string | null;
  readonly path: string | null;
  /** The place that the set-up took it from; null where the set-up has left no note. */
  readonly source: string | null;
}

const Note = z.object({ version: z.string(), path: z.string(), source: z.string() }).partial();
const SetupNotes = z.object({ electron: Note, tensorflow: Note, portaudio: Note }).partial();
type SetupNotes = z.infer<typeof SetupNotes>;

/** What the set-up wrote down of where each piece came from; empty where it has not run, or its notes are damaged. */
export function readSetupNotes(path = join(utterFolder, 'node_modules/.utter-setup.json')): SetupNotes {
  try {
    return SetupNotes.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data ?? {};
  } catch {
    return {};
  }
}

export const utterVersion = (): string => versionIn(join(utterFolder, 'package.json')) ?? 'unknown';

/** An installed Utter runs in the Electron that it came with. */
export function findElectron(note: SetupNotes['electron']): Piece {
  const electron = process.versions['electron'];
  if (electron !== undefined)
    return { found: true, version: electron, path: dirname(process.execPath), source: 'Utter itself' };
  const own = packageFolder('electron');
  const folders = [note?.path, process.env['ELECTRON_OVERRIDE_DIST_PATH'], own && join(own, 'dist')];
  const folder = folders.find((candidate) => candidate && existsSync(join(candidate, 'version')));
  if (!folder) return missing(note);
  return { found: true, version: textOf(join(folder, 'version')), path: folder, source: note?.source ?? null };
}

/** @param name what the loaded backend calls itself, or null when libtensorflow did not load */
export function findTensorFlow(note: SetupNotes['tensorflow'], name: string | null): Piece {
  const version = name && /libtensorflow ([\d.]+)/.exec(name)?.[1];
  if (!version) return missing(note);
  const own = packageFolder('@tensorflow/tfjs-node-gpu');
  return { found: true, version, path: note?.path ?? (own && join(own, 'deps/lib')), source: note?.source ?? null };
}

/** PortAudio is there when its addon loads: the library comes with it. */
export function findPortAudio(note: SetupNotes['portaudio']): Piece {
  const own = packageFolder('naudiodon');
  try {
    load('naudiodon');
  } catch {
    return missing(note);
  }
  const version = note?.version ?? (own && versionIn(join(own, 'package.json'))) ?? null;
  return { found: true, version, path: note?.path ?? own, source: note?.source ?? null };
}

const missing = (note: z.infer<typeof Note> | undefined): Piece => ({
  found: false,
  version: null,
  path: note?.path ?? null,
  source: note?.source ?? null,
});

function packageFolder(name: string): string | null {
  try {
    return dirname(load.resolve(`${name}/package.json`));
  } catch {
    return null;
  }
}

function versionIn(packageFile: string): string | null {
  const parsed = z.object({ version: z.string() }).safeParse(JSON.parse(textOf(packageFile) ?? 'null'));
  return parsed.success ? parsed.data.version : null;
}

function textOf(path: string): string | null {
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : null;
}
