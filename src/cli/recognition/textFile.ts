import { mkdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';

import { fail, type Result } from '../../contract/result';
import { failOfDisk, writeWholeFile } from '../../platform/files/wholeFile';

interface Text {
  /** Of the sound. */
  readonly file: string;
  readonly channel: string | null;
  readonly format: string;
  /** Whether there are other texts to write. */
  readonly hasSeveral: boolean;
}

/** Where a text goes: to the file that is named, or under the name of its sound into the folder that is. */
export async function textFile(output: string, { file, channel, format, hasSeveral }: Text): Promise<string> {
  const isFolder =
    hasSeveral || /[/\\]$/u.test(output) || (await stat(output).catch(() => null))?.isDirectory() === true;
  if (!isFolder) return output;
  const name = file === '-' ? 'standard input' : basename(file, extname(file));
  return join(output, `${name}${channel === null ? '' : ` ${channel}`}.${format}`);
}

/** Writes a file whole, with the folder that it is in, where there is none of its name. */
export async function writeNewFile(path: string, content: string): Promise<Result<undefined>> {
  if ((await stat(path).catch(() => null)) !== null)
    return fail('file-unwritable', `“${path}” is there already, and nothing was replaced.`);
  try {
    await mkdir(dirname(path), { recursive: true });
  } catch (cause) {
    return failOfDisk(cause);
  }
  return writeWholeFile(path, content);
}
