import { writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

import { ok, type Result } from '../../contract/result';
import { readJsonFile } from '../files/jsonFile';
import { failOfDisk } from '../files/wholeFile';

/** How the app ended by an error of its own, for its next start to tell. */
const Ending = z.strictObject({
  /** ISO 8601, UTC. */
  at: z.iso.datetime(),
  /** The take that was in progress. */
  takeId: z.uuid().nullable(),
  /** Whether it was to start again by itself. */
  startsAgain: z.boolean(),
});
export type Ending = z.infer<typeof Ending>;

const maximumBytes = 10_000;
const pathIn = (userFolder: string): string => join(userFolder, 'ending.json');

/** At once, since the process is about to end. */
export function noteEnding(userFolder: string, ending: Ending): Result<undefined> {
  const path = pathIn(userFolder);
  try {
    writeFileSync(path, JSON.stringify(ending));
    return ok(undefined);
  } catch (cause) {
    return failOfDisk(cause, path);
  }
}

/** What was noted since the last time that this was asked; null where that is nothing, or cannot be read. */
export async function takeEndingNote(userFolder: string): Promise<Ending | null> {
  const path = pathIn(userFolder);
  const read = await readJsonFile(path, Ending, maximumBytes);
  if (read.found !== 'nothing') await rm(path, { force: true });
  return read.found === 'value' ? read.value : null;
}
