import { mkdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';

import { fail, ok, type Result } from '../../contract/result';
import { failOfDisk, writeWholeFile } from '../../platform/files/wholeFile';

interface Text {
  /** Of the sound. */
  readonly file: string;
  readonly channel: string | null;
  readonly format: string;
  /** Whether there are other texts to write. */
  readonly hasSeveral: boolean;
}

/** The files that the texts of one run go to. Hearing takes long: what cannot be written is told before. */
export class TextFiles {
  readonly #output: string;
  readonly #taken = new Set<string>();

  /** @param output a file, or a folder: where it is one, ends as one, or has to hold several texts */
  constructor(output: string) {
    this.#output = output;
  }

  /** A path that no other text of this run has: of two sounds of one name the second gets “name 2”. Fails where there is a file. */
  async take(text: Text): Promise<Result<string>> {
    const path = await this.#pathOf(text);
    if ((await stat(path).catch(() => null)) !== null) return isThere(path);
    this.#taken.add(path);
    return ok(path);
  }

  async #pathOf({ file, channel, format, hasSeveral }: Text): Promise<string> {
    const output = this.#output;
    const isFolder =
      hasSeveral || /[/\\]$/u.test(output) || (await stat(output).catch(() => null))?.isDirectory() === true;
    if (!isFolder) return output;
    const sound = file === '-' ? 'standard input' : basename(file, extname(file));
    const name = `${sound}${channel === null ? '' : ` ${channel}`}`;
    let path = join(output, `${name}.${format}`);
    for (let number = 2; this.#taken.has(path); number += 1) path = join(output, `${name} ${number}.${format}`);
    return path;
  }
}

/** Writes a file whole, with the folder that it is in, where there is none of its name. */
export async function writeNewFile(path: string, content: string): Promise<Result<undefined>> {
  if ((await stat(path).catch(() => null)) !== null) return isThere(path);
  try {
    await mkdir(dirname(path), { recursive: true });
  } catch (cause) {
    return failOfDisk(cause);
  }
  return writeWholeFile(path, content);
}

const isThere = (path: string): Result<never> =>
  fail('file-unwritable', `“${path}” is there already, and nothing was replaced.`);
