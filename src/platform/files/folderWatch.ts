import { type FSWatcher, watch } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { type SeenFile, StillFiles, type StillTimes } from './stillFiles';
import { codeOf } from './wholeFile';

interface WatchOptions {
  /** Which names count. */
  readonly pattern: RegExp;
  /** Told of all files that have been left alone for a while, whenever something has happened in the folder. */
  readonly onStill: (files: readonly SeenFile[]) => void;
  /** Told when the folder is found to be gone, and when it is back. */
  readonly onPresence: (isThere: boolean) => void;
  readonly times?: WatchTimes;
}

export interface WatchTimes extends StillTimes {
  /** How often it is seen whether the folder is still the one that is followed. */
  readonly checkMilliseconds: number;
}

/** A copy stands still for less, a recorder or a slow network for longer. */
const usualTimes: WatchTimes = { quietMilliseconds: 2000, grownQuietMilliseconds: 30_000, checkMilliseconds: 5000 };

/** The files of a folder, not of those in it; none where it cannot be read. */
export async function filesIn(folder: string, pattern: RegExp): Promise<readonly SeenFile[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const names = entries.filter((entry) => entry.isFile() && pattern.test(entry.name)).map(({ name }) => name);
    const files = await Promise.all(names.map((name) => seen(folder, name)));
    return files.filter((file) => file !== null);
  } catch (cause) {
    if (codeOf(cause) === null) throw cause;
    return [];
  }
}

/** Null where the file has gone since its name was read: it says nothing of the others. */
async function seen(folder: string, name: string): Promise<SeenFile | null> {
  const path = join(folder, name);
  try {
    const { size, mtimeMs } = await stat(path);
    return { path, name, stamp: `${name} ${size} ${Math.round(mtimeMs)}` };
  } catch (cause) {
    if (codeOf(cause) === null) throw cause;
    return null;
  }
}

/** Which folder is at a path; null where there is none. */
async function identityOf(folder: string): Promise<string | null> {
  try {
    const found = await stat(folder);
    return found.isDirectory() ? `${found.dev} ${found.ino}` : null;
  } catch (cause) {
    if (codeOf(cause) === null) throw cause;
    return null;
  }
}

/**
 * Tells of files that come into a folder. One that is not there, or goes, is followed as soon as it is there: a disk that is put in
 * over an empty folder, or a network that comes back, tells nobody, so that the folder is looked for at its path now and then.
 */
export class FolderWatch {
  readonly #options: Required<WatchOptions>;
  #files: StillFiles;
  #folder: string | null = null;
  #isThere = true;
  /** The identity of the folder that the watcher is on. */
  #followed: string | null = null;
  #watcher: FSWatcher | null = null;
  #next: { readonly at: number; readonly timer: NodeJS.Timeout } | null = null;
  #checks: NodeJS.Timeout | null = null;
  #isChecking = false;

  constructor(options: WatchOptions) {
    this.#options = { times: usualTimes, ...options };
    this.#files = new StillFiles(this.#options.times);
  }

  /** False once the folder was looked for and not found. */
  get isThere(): boolean {
    return this.#isThere;
  }

  /** In place of a folder before. What is there already is told of, too. */
  open(folder: string): void {
    this.close();
    this.#folder = folder;
    this.#files = new StillFiles(this.#options.times);
    this.#checks = setInterval(() => void this.#check(), this.#options.times.checkMilliseconds);
    void this.#check();
  }

  /** Tells of all files once more, as after a change in the folder. */
  lookAgain(): void {
    if (this.#folder !== null) this.#lookSoon();
  }

  close(): void {
    this.#unfollow();
    this.#folder = null;
    this.#isThere = true;
    clearTimeout(this.#next?.timer);
    if (this.#checks !== null) clearInterval(this.#checks);
    [this.#next, this.#checks] = [null, null];
  }

  /** Follows the folder that is at the path now. The disk of a network may take long to answer. */
  async #check(): Promise<void> {
    const folder = this.#folder;
    if (folder === null || this.#isChecking) return;
    this.#isChecking = true;
    const identity = await identityOf(folder);
    this.#isChecking = false;
    if (this.#folder !== folder) return void this.#check();
    const isThere = identity !== null;
    if (identity !== this.#followed || this.#watcher === null) {
      this.#unfollow();
      if (isThere) this.#follow(folder, identity);
    }
    if (isThere === this.#isThere) return;
    this.#isThere = isThere;
    this.#options.onPresence(isThere);
  }

  /** Where the system cannot watch, as where too many folders are watched, each check looks into the folder. */
  #follow(folder: string, identity: string): void {
    this.#followed = identity;
    const lose = (): void => {
      this.#unfollow();
      void this.#check();
    };
    try {
      // Of its own end a folder tells under its own name.
      this.#watcher = watch(folder, (event, name) => {
        if (event === 'rename' && name === basename(folder)) lose();
        else this.#lookSoon();
      });
      this.#watcher.on('error', lose);
    } catch (cause) {
      if (codeOf(cause) === null) throw cause;
    }
    this.#lookSoon();
  }

  #unfollow(): void {
    this.#watcher?.close();
    [this.#watcher, this.#followed] = [null, null];
  }

  /** What happens is waited for a moment: a copy is a thousand changes. */
  #lookSoon(): void {
    this.#lookIn(this.#options.times.quietMilliseconds / 2);
  }

  /** At the latest then. */
  #lookIn(milliseconds: number): void {
    const at = performance.now() + milliseconds;
    if (this.#next !== null && this.#next.at <= at) return;
    clearTimeout(this.#next?.timer);
    this.#next = { at, timer: setTimeout(() => void this.#look(), milliseconds) };
  }

  async #look(): Promise<void> {
    this.#next = null;
    const folder = this.#folder;
    if (folder === null) return;
    const files = await filesIn(folder, this.#options.pattern);
    if (this.#folder !== folder) return;
    const { still, againAfterMilliseconds } = this.#files.look(files, performance.now());
    if (againAfterMilliseconds !== null) this.#lookIn(againAfterMilliseconds);
    this.#options.onStill(still);
  }
}
