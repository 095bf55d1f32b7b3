import { join } from 'node:path';

import { fail, type Failure, ok, type Result } from '../contract/result';
import { defaultSettings } from '../contract/defaultSettings';
import { Settings } from '../contract/settings';
import { readJsonFile, writeJsonFile } from './jsonFile';

const maximumBytes = 1_000_000;

/** settings.json in the user's folder. A file that cannot be read is left as it is until the user changes a setting. */
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
    const written = await writeJsonFile(this.#path, settings);
    if (!written.ok) return written;
    this.#settings = settings;
    this.#failure = null;
    return ok(undefined);
  }
}
