import type { Bridge, FoundTakes } from '../../contract/ipc';
import type { Failure } from '../../contract/result';
import { searchTerms } from '../../contract/searchTerms';

/** What is looked for in the library, and what was found. */
export class SearchState {
  text = $state('');
  /** Null while nothing is looked for. */
  found = $state.raw<FoundTakes | null>(null);
  failure = $state.raw<Failure | null>(null);
  readonly terms = $derived(searchTerms(this.text));
  readonly #bridge: Bridge;
  readonly #onnothing: () => void;

  /** @param onnothing told each time that the user looks for what is in no take */
  constructor(bridge: Bridge, onnothing: () => void) {
    this.#bridge = bridge;
    this.#onnothing = onnothing;
  }

  /** Looks for the words of `text`; of several asked one after the other the last one counts. */
  async look(text: string): Promise<void> {
    this.text = text;
    if (text.trim() === '') this.found = null;
    else await this.refresh();
    if (this.text === text && this.found?.total === 0) this.#onnothing();
  }

  /** Looks once more, after takes have changed. */
  async refresh(): Promise<void> {
    const { text } = this;
    if (text.trim() === '') return;
    const answer = await this.#bridge.request('takes:search', { text });
    if (this.text !== text) return;
    this.failure = answer.ok ? null : answer.error;
    if (answer.ok) this.found = answer.value;
  }
}
