import { access, constants, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';

import { fail, ok, type Result } from '../../contract/result';
import { makeFolder } from '../../platform/files/makeFolder';
import { codeOf, failOfDisk, writeWholeFile } from '../../platform/files/wholeFile';

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

  /** Fails where what the texts are to go into is no folder and cannot become one; it is not made yet. */
  async check(hasSeveral: boolean): Promise<Result<undefined>> {
    const output = this.#output;
    const folder = (await this.#isFolder(hasSeveral)) ? output : dirname(output);
    const there = await nearestThere(folder);
    if (!there.ok) return there;
    const { path, isFolder } = there.value;
    if (!isFolder)
      return fail(
        'file-unwritable',
        `“${path}” is a file, and a folder is needed there for the ${hasSeveral ? 'texts' : 'text'}.`,
      );
    try {
      await access(path, constants.W_OK);
      return ok(undefined);
    } catch (cause) {
      return failOfDisk(cause, path);
    }
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
    if (!(await this.#isFolder(hasSeveral))) return output;
    const sound = file === '-' ? 'standard input' : basename(file, extname(file));
    const name = `${sound}${channel === null ? '' : ` ${channel}`}`;
    let path = join(output, `${name}.${format}`);
    for (let number = 2; this.#taken.has(path); number += 1) path = join(output, `${name} ${number}.${format}`);
    return path;
  }

  async #isFolder(hasSeveral: boolean): Promise<boolean> {
    const output = this.#output;
    return hasSeveral || /[/\\]$/u.test(output) || (await stat(output).catch(() => null))?.isDirectory() === true;
  }
}

/** What there is at a path, or at the nearest one above it where there is nothing. */
async function nearestThere(path: string): Promise<Result<{ readonly path: string; readonly isFolder: boolean }>> {
  // A slash at the end would make nothing of a file.
  const plain = path.replace(/(?<=.)[/\\]+$/u, '');
  try {
    return ok({ path: plain, isFolder: (await stat(plain)).isDirectory() });
  } catch (cause) {
    const isMissing = ['ENOENT', 'ENOTDIR'].includes(codeOf(cause) ?? '');
    return isMissing && dirname(plain) !== plain ? nearestThere(dirname(plain)) : failOfDisk(cause, plain);
  }
}

/** Writes a file whole, with the folder that it is in, where there is none of its name. */
export async function writeNewFile(path: string, content: string): Promise<Result<undefined>> {
  if ((await stat(path).catch(() => null)) !== null) return isThere(path);
  try {
    await makeFolder(dirname(path));
  } catch (cause) {
    return failOfDisk(cause, path);
  }
  return writeWholeFile(path, content);
}

const isThere = (path: string): Result<never> =>
  fail('file-unwritable', `“${path}” is there already, and nothing was replaced.`);
