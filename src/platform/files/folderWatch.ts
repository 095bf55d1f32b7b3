import { type FSWatcher, watch } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { codeOf } from './wholeFile';

/** A file as it was seen: another size or time makes it another one. */
export interface SeenFile {
  readonly path: string;
  readonly name: string;
  readonly stamp: string;
}

interface WatchOptions {
  /** Which names count. */
  readonly pattern: RegExp;
  /** Told of all files of the folder whenever something has happened in it and nothing has for a while since. */
  readonly onQuiet: (files: readonly SeenFile[]) => void;
  /** How long a folder is left alone until what was copied into it is taken for whole. */
  readonly quietMilliseconds?: number;
}

/** The files of a folder, not of those in it; none where it cannot be read. */
export async function filesIn(folder: string, pattern: RegExp): Promise<readonly SeenFile[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const names = entries.filter((entry) => entry.isFile() && pattern.test(entry.name)).map(({ name }) => name);
    return await Promise.all(names.map((name) => seen(folder, name)));
  } catch (cause) {
    if (codeOf(cause) === null) throw cause;
    return [];
  }
}

async function seen(folder: string, name: string): Promise<SeenFile> {
  const path = join(folder, name);
  const { size, mtimeMs } = await stat(path);
  return { path, name, stamp: `${name} ${size} ${Math.round(mtimeMs)}` };
}

/**
 * Tells of files that come into a folder. A folder that is not there, or goes, is watched by nobody until `open` is called again.
 * Costs nothing while nothing happens.
 */
export class FolderWatch {
  readonly #options: Required<WatchOptions>;
  #folder: string | null = null;
  #watcher: FSWatcher | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: WatchOptions) {
    this.#options = { quietMilliseconds: 2000, ...options };
  }

  /** In place of a folder before. What is there already is told of at once. */
  open(folder: string): void {
    this.close();
    this.#folder = folder;
    try {
      this.#watcher = watch(folder, () => {
        this.#wait();
      });
      this.#watcher.on('error', () => {
        this.#watcher?.close();
      });
    } catch (cause) {
      if (codeOf(cause) === null) throw cause;
    }
    this.#wait();
  }

  close(): void {
    this.#watcher?.close();
    this.#watcher = null;
    this.#folder = null;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #wait(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), this.#options.quietMilliseconds);
  }

  async #look(): Promise<void> {
    const folder = this.#folder;
    if (folder === null) return;
    const files = await filesIn(folder, this.#options.pattern);
    if (this.#folder === folder) this.#options.onQuiet(files);
  }
}
