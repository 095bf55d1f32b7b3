import type { Bridge, ModelList } from '../../contract/ipc';
import type { Failure, Result } from '../../contract/result';
import type { ModelEntry } from '../../contract/voice';

/** The acoustic models as main keeps them. A failed change leaves the list as it was. */
export class ModelsState {
  list = $state.raw<ModelList | null>(null);
  failure = $state.raw<Failure | null>(null);
  readonly #bridge: Bridge;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  /** Reads the list and follows its changes. Returns the function that stops. */
  follow(): () => void {
    const stop = this.#bridge.on('models:changed', () => void this.load());
    void this.load();
    return stop;
  }

  async load(): Promise<void> {
    this.#show(await this.#bridge.request('models:list'));
  }

  async use(id: ModelEntry['id']): Promise<void> {
    this.#show(await this.#bridge.request('models:use', { id }));
  }

  async rollBack(): Promise<void> {
    this.#show(await this.#bridge.request('models:roll-back'));
  }

  async import(): Promise<void> {
    this.#show(await this.#bridge.request('models:import'));
  }

  async remove(id: string): Promise<void> {
    this.#show(await this.#bridge.request('models:delete', { id }));
  }

  /** The paths that it was written to: the model, and the language model of its words where it has one. None when the user cancels. */
  async export(id: ModelEntry['id']): Promise<readonly string[]> {
    const answer = await this.#bridge.request('models:export', { id });
    this.failure = answer.ok ? null : answer.error;
    if (!answer.ok || answer.value === null) return [];
    const { path, languageModelPath } = answer.value;
    return languageModelPath === null ? [path] : [path, languageModelPath];
  }

  dismissFailure(): void {
    this.failure = null;
  }

  #show(answer: Result<ModelList | null>): void {
    this.failure = answer.ok ? (answer.value?.failure ?? null) : answer.error;
    if (answer.ok && answer.value !== null) this.list = answer.value;
  }
}
