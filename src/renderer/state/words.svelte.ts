import type { Bridge } from '../../contract/ipc';
import type { Failure } from '../../contract/result';
import type { MisheardWord } from '../../contract/transcript';
import { readTerm } from '../../contract/vocabularyTerm';
import { readVocabulary } from '../vocabularyTerms';
import type { SettingsState } from './settings.svelte';

/** What the Words view shows beside the lists themselves: what was heard otherwise than it was meant. */
export class WordsState {
  /** Null until it is known. */
  misheard = $state.raw<readonly MisheardWord[] | null>(null);
  failure = $state.raw<Failure | null>(null);
  readonly #bridge: Bridge;
  readonly #settings: SettingsState;

  constructor(bridge: Bridge, settings: SettingsState) {
    this.#bridge = bridge;
    this.#settings = settings;
  }

  /** Reads it, and again whenever takes change. Returns the function that stops. */
  follow(): () => void {
    const stop = this.#bridge.on('takes:changed', () => void this.#load());
    void this.#load();
    return stop;
  }

  /** Whether the vocabulary has the word, however it is spelt. */
  has(written: string): boolean {
    const own = written.toLowerCase();
    return this.#settings.value.vocabulary.some((entry) => readTerm(entry).written.toLowerCase() === own);
  }

  async add(written: string): Promise<void> {
    const { vocabulary } = this.#settings.value;
    await this.#settings.change({
      vocabulary: [...readVocabulary([...vocabulary, written].join('\n'), vocabulary).terms],
    });
  }

  dismissFailure(): void {
    this.failure = null;
  }

  async #load(): Promise<void> {
    const answer = await this.#bridge.request('takes:misheard');
    this.failure = answer.ok ? null : answer.error;
    if (answer.ok) this.misheard = answer.value;
  }
}
