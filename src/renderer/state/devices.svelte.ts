import type { Bridge, Device } from '../../contract/ipc';
import type { Failure } from '../../contract/result';

/** The microphones that are connected. Read when asked, never polled: opening the list costs the audio system each time. */
export class DevicesState {
  list = $state.raw<readonly Device[]>([]);
  failure = $state.raw<Failure | null>(null);
  readonly #bridge: Bridge;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  async load(): Promise<void> {
    const answer = await this.#bridge.request('devices:list');
    this.failure = answer.ok ? null : answer.error;
    if (answer.ok) this.list = answer.value;
  }
}
