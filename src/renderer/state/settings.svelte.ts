import { defaultSettings } from '../../contract/defaultSettings';
import type { Bridge } from '../../contract/ipc';
import type { Failure } from '../../contract/result';
import type { Settings } from '../../contract/settings';
import { type ImportedTerms, readVocabulary } from '../vocabularyTerms';

/** The settings as main keeps them; a change shows at once and is taken back when it could not be written. */
export class SettingsState {
  value = $state.raw<Settings>(defaultSettings);
  failure = $state.raw<Failure | null>(null);
  readonly #bridge: Bridge;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  /** Reads them and follows their changes. Returns the function that stops. */
  follow(): () => void {
    const stop = this.#bridge.on('settings:changed', () => void this.load());
    void this.load();
    return stop;
  }

  async load(): Promise<void> {
    const answer = await this.#bridge.request('settings:get');
    if (answer.ok) this.value = answer.value;
    else this.failure = answer.error;
  }

  async change(changes: Partial<Omit<Settings, 'version'>>): Promise<void> {
    const before = this.value;
    this.value = { ...before, ...changes };
    const answer = await this.#bridge.request('settings:set', this.value);
    this.failure = answer.ok ? null : answer.error;
    if (!answer.ok) this.value = before;
  }

  /** Words of a file join the vocabulary. How many are new, and of how many lines; null where none were read. */
  async importVocabulary(): Promise<ImportedTerms | null> {
    const answer = await this.#bridge.request('vocabulary:import');
    this.failure = answer.ok ? null : answer.error;
    if (!answer.ok || answer.value === null) return null;
    const { vocabulary } = this.value;
    const { terms, refused } = answer.value;
    const all = [...vocabulary, ...terms];
    const joined = [...readVocabulary(all.join('\n'), all).terms];
    await this.change({ vocabulary: joined });
    return { added: joined.length - vocabulary.length, taken: terms.length, refused };
  }

  /** The file that the vocabulary is in now; null where it was not written. */
  async exportVocabulary(): Promise<string | null> {
    const answer = await this.#bridge.request('vocabulary:export');
    this.failure = answer.ok ? null : answer.error;
    return answer.ok ? (answer.value?.path ?? null) : null;
  }

  dismissFailure(): void {
    this.failure = null;
  }
}
