import { readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { create, extract, type ReadEntry } from 'tar';
import type { z } from 'zod';

import { fail, ok, type Result } from '../../contract/result';
import { Settings } from '../../contract/settings';
import { StoredTake } from '../../contract/transcript';
import { ModelChoice, ModelEntry, VoiceRecording } from '../../contract/voice';
import { readJsonFile } from '../files/jsonFile';
import { makeFolder } from '../files/makeFolder';
import { codeOf, failOfDisk } from '../files/wholeFile';
import type { TakeStore } from './takeStore';

/**
 * Everything that is the user's in one file, a tar archive (POSIX ustar and pax): `settings.json`, `takes/ID/`, `voice/ID.wav` and
 * `.json`, `models/ID.utter`, `.lm` and `.json`, `models/models.json`, each as it lies in the user's folder, byte for byte.
 */
const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const takeFile = new RegExp(`^takes/${uuid}/(?:audio\\.wav|take\\.json|take\\.damaged\\.json|peaks\\.json)$`, 'u');
const ownFile = new RegExp(
  `^(?:settings\\.json|models/models\\.json|voice/${uuid}\\.(?:wav|json)|models/${uuid}\\.(?:utter|lm|json))$`,
  'u',
);
const isOurs = (path: string): boolean => takeFile.test(path) || ownFile.test(path);

/** Ours are not compressed. Whoever compressed one gets it back; a small file that would fill the disk is refused. */
const maxDecompressionRatio = 20;

/** Of one file in an archive; a take of 200 hours has less text. */
const maximumJsonBytes = 200_000_000;

/** Writes the archive whole or not at all. @param leftOut takes that are not to be in it: the one that is being recorded */
export async function writeArchive(
  userFolder: string,
  path: string,
  leftOut: readonly string[],
): Promise<Result<{ readonly takes: number }>> {
  const unfinished = `${path}.part`;
  try {
    const files = (await filesBelow(userFolder, '')).filter(
      (file) => isOurs(file) && !leftOut.some((id) => file.startsWith(`takes/${id}/`)),
    );
    await create({ file: unfinished, cwd: userFolder, portable: true, strict: true }, files);
    await rename(unfinished, path);
    return ok({ takes: files.filter((file) => file.endsWith('/take.json')).length });
  } catch (cause) {
    await rm(unfinished, { force: true });
    return failOfDisk(cause, path);
  }
}

const folders = ['', 'takes', 'voice', 'models'];

/** Paths with slashes, in order. Other folders of the app, such as Chromium's, are not looked into. */
async function filesBelow(userFolder: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(userFolder, folder), { withFileTypes: true }).catch(() => []);
  const found: string[] = [];
  for (const entry of entries.sort((a, b) => a.name.localeCompare(b.name))) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isFile()) found.push(path);
    else if (entry.isDirectory() && (folders.includes(path) || folder === 'takes'))
      found.push(...(await filesBelow(userFolder, path)));
  }
  return found;
}

/** What an archive brought, and what of it was there already and stayed as it was. */
export interface Restored {
  readonly takes: number;
  readonly recordings: number;
  readonly models: number;
  readonly there: number;
  /** Files that are not of an archive of ours, or damaged. */
  readonly refused: number;
  /** Null where the archive has none that can be used. */
  readonly settings: Settings | null;
}

/**
 * Brings back what an archive holds. What is there already stays as it is; a path that leads anywhere else than into the user's
 * folder, a link, and what is not of the kind that its name says are refused. Fails with `archive-refused` where it is no archive.
 */
export async function readArchive(path: string, userFolder: string, takes: TakeStore): Promise<Result<Restored>> {
  const folder = join(userFolder, 'restoring');
  try {
    await rm(folder, { recursive: true, force: true });
    await makeFolder(folder);
    const unpacked = await unpack(path, folder);
    return unpacked.ok ? ok(await admit(folder, userFolder, takes, unpacked.value)) : unpacked;
  } catch (cause) {
    return failOfDisk(cause, userFolder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Answers with how many entries were refused. */
async function unpack(path: string, folder: string): Promise<Result<number>> {
  let [taken, refused] = [0, 0];
  const filter = (name: string, entry: unknown): boolean => {
    const { type } = entry as ReadEntry;
    if (type === 'Directory') return false;
    const isTaken = type === 'File' && isOurs(name);
    if (isTaken) taken += 1;
    else refused += 1;
    return isTaken;
  };
  let fault: unknown = null;
  // What is wrong is kept until the end: a promise that breaks off leaves files that are still being written.
  const onwarn = (code: string, message: string, data: unknown): void => {
    if (code === 'TAR_ENTRY_INFO') return;
    fault ??= data instanceof Error ? data : Object.assign(new Error(message), { code });
  };
  try {
    await extract({ file: path, cwd: folder, filter, noMtime: true, maxDecompressionRatio, onwarn });
  } catch (cause) {
    fault ??= cause;
  }
  if (fault !== null) return ofFault(fault);
  return taken === 0 ? fail('archive-refused') : ok(refused);
}

/** An archive that is none, or damaged; or a disk that does not take what is in it. */
function ofFault(fault: unknown): Result<never> {
  const code = codeOf(fault);
  if (code === null) throw fault;
  if (/^(?:TAR|Z)_/u.test(code))
    return fail('archive-refused', 'This file is not an archive of Utter, or it is damaged. Nothing was changed.');
  return failOfDisk(fault, 'the library');
}

async function admit(folder: string, userFolder: string, takes: TakeStore, refused: number): Promise<Restored> {
  const counts = { takes: 0, recordings: 0, models: 0, there: 0, refused };
  const count = (outcome: Outcome, what: 'takes' | 'recordings' | 'models'): void => {
    counts[outcome === 'taken' ? what : outcome] += 1;
  };
  for (const id of await readdir(join(folder, 'takes')).catch(() => [])) {
    count(await admitTake(join(folder, 'takes', id), id, takes), 'takes');
  }
  for (const id of await idsIn(join(folder, 'voice'))) {
    count(
      await admitPair({ folder, userFolder, path: `voice/${id}`, ending: 'wav', schema: VoiceRecording }),
      'recordings',
    );
  }
  for (const id of await idsIn(join(folder, 'models'))) {
    const files = { path: `models/${id}`, ending: 'utter', mayComeAlong: 'lm' } as const;
    count(await admitPair({ folder, userFolder, ...files, schema: ModelEntry }), 'models');
  }
  const choice = await readJsonFile(join(folder, 'models/models.json'), ModelChoice, maximumJsonBytes);
  if (choice.found === 'value') await moveIfMissing(folder, userFolder, 'models/models.json');
  const settings = await readJsonFile(join(folder, 'settings.json'), Settings, maximumJsonBytes);
  return { ...counts, settings: settings.found === 'value' ? settings.value : null };
}

type Outcome = 'taken' | 'there' | 'refused';

async function admitTake(from: string, id: string, takes: TakeStore): Promise<Outcome> {
  const read = await readJsonFile(join(from, 'take.json'), StoredTake, maximumJsonBytes);
  if (read.found !== 'value' || read.value.id !== id) return 'refused';
  return (await takes.admit(from, id)) ? 'taken' : 'there';
}

const idsIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder).catch(() => []))
    .filter((name) => name.endsWith('.json') && name !== 'models.json')
    .map((name) => name.slice(0, -'.json'.length));

interface Pair {
  readonly folder: string;
  readonly userFolder: string;
  /** Without its ending, from the root of both folders. */
  readonly path: string;
  /** Of the file that the JSON beside it tells of. */
  readonly ending: string;
  /** Of a third file that not all have. */
  readonly mayComeAlong?: string;
  readonly schema: z.ZodType<{ readonly id: string }>;
}

async function admitPair({ folder, userFolder, path, ending, mayComeAlong, schema }: Pair): Promise<Outcome> {
  const read = await readJsonFile(join(folder, `${path}.json`), schema, maximumJsonBytes);
  if (read.found !== 'value' || !path.endsWith(`/${read.value.id}`)) return 'refused';
  // The JSON last: without it the other is what a broken writing leaves.
  const isTaken = await moveIfMissing(folder, userFolder, `${path}.${ending}`);
  if (isTaken && mayComeAlong !== undefined) await moveIfMissing(folder, userFolder, `${path}.${mayComeAlong}`);
  return isTaken && (await moveIfMissing(folder, userFolder, `${path}.json`)) ? 'taken' : 'there';
}

async function moveIfMissing(folder: string, userFolder: string, path: string): Promise<boolean> {
  const to = join(userFolder, path);
  await makeFolder(dirname(to));
  const there = await readdir(dirname(to));
  if (there.includes(path.split('/').at(-1) ?? path)) return false;
  try {
    await rename(join(folder, path), to);
    return true;
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return false;
    throw cause;
  }
}
