import { defaultSettings } from '../../contract/defaultSettings';
import type { Bridge } from '../../contract/ipc';
import type { Failure } from '../../contract/result';
import type { Settings } from '../../contract/settings';

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

  dismissFailure(): void {
    this.failure = null;
  }
}
