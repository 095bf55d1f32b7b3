import type { Bridge, SystemStatus } from '../../contract/ipc';

/** Versions, what runs the model and what it lacks; asked when a view that shows it opens. */
export class SystemState {
  status = $state.raw<SystemStatus | null>(null);
  /** What the recognizer does without, a sentence each. */
  readonly lacked: SystemStatus['lacked'] = $derived(this.status?.lacked ?? {});
  isLackedRead = $state(false);
  areNotesRead = $state(false);
  /** What there is to tell of how the app started, until it was read. */
  readonly startNotes: readonly string[] = $derived(this.areNotesRead ? [] : (this.status?.startNotes ?? []));
  readonly #bridge: Bridge;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  async load(): Promise<void> {
    const answer = await this.#bridge.request('system:status');
    if (answer.ok) this.status = answer.value;
  }

  /** Asks now, and every second while the recognizer starts. Returns the function that stops. */
  follow(): () => void {
    void this.load();
    const timer = setInterval(() => {
      if ((this.status?.backend ?? null) === null) void this.load();
    }, 1000);
    return () => {
      clearInterval(timer);
    };
  }
}
