import { rename } from 'node:fs/promises';
import { join } from 'node:path';

import { defaultSettings } from '../../contract/defaultSettings';
import { fail, type Failure, ok, type Result } from '../../contract/result';
import { Settings } from '../../contract/settings';
import { readJsonFile, writeJsonFile } from '../files/jsonFile';
import { codeOf } from '../files/wholeFile';

const maximumBytes = 1_000_000;

/**
 * settings.json in the user's folder. A file that cannot be read is left as it is until the user changes a setting; then it is kept
 * as settings.damaged.json, since it may hold a vocabulary that took long to collect.
 */
export class SettingsStore {
  readonly #path: string;
  #settings: Settings;
  #failure: Failure | null;

  private constructor(path: string, settings: Settings, failure: Failure | null) {
    this.#path = path;
    this.#settings = settings;
    this.#failure = failure;
  }

  static async open(folder: string): Promise<SettingsStore> {
    const path = join(folder, 'settings.json');
    const read = await readJsonFile(path, Settings, maximumBytes);
    if (read.found === 'value') return new SettingsStore(path, read.value, null);
    const failure = read.found === 'unreadable' ? fail('settings-unreadable') : null;
    return new SettingsStore(path, defaultSettings, failure === null || failure.ok ? null : failure.error);
  }

  /** Why the defaults are used in place of what the file holds; null when all is well. */
  get failure(): Failure | null {
    return this.#failure;
  }

  get settings(): Settings {
    return this.#settings;
  }

  async save(settings: Settings): Promise<Result<undefined>> {
    if (this.#failure !== null) await this.#putAside();
    const written = await writeJsonFile(this.#path, settings);
    if (!written.ok) return written;
    this.#settings = settings;
    this.#failure = null;
    return ok(undefined);
  }

  async #putAside(): Promise<void> {
    try {
      await rename(this.#path, this.#path.replace(/json$/u, 'damaged.json'));
    } catch (cause) {
      // What cannot be moved cannot be replaced either: the write that follows fails, and says so.
      if (codeOf(cause) === null) throw cause;
    }
  }
}
