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

  /** What the system's default microphone is called; null where there is none, or "default" is all that the system calls it. */
  get defaultName(): string | null {
    const name = this.list.find(({ isDefault }) => isDefault)?.name ?? null;
    return name?.toLowerCase() === 'default' ? null : name;
  }

  async load(): Promise<void> {
    const answer = await this.#bridge.request('devices:list');
    this.failure = answer.ok ? null : answer.error;
    if (answer.ok) this.list = answer.value;
  }
}
