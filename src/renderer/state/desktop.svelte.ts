import type { DesktopState as Desktop } from '../../contract/desktop';
import type { Bridge } from '../../contract/ipc';

/** What of the settings for other programs does not work here, as main tells it. */
export class DesktopState {
  shortcutProblem = $state<string | null>(null);
  /** Until main has told otherwise. */
  shortcutWorks = $state(true);
  /** Whether the keys are held down while one speaks. */
  shortcutHolds = $state(false);
  typingProblem = $state<string | null>(null);
  trayProblem = $state<string | null>(null);
  readonly #bridge: Bridge;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  /** Asks, and follows the changes. Returns the function that stops. */
  follow(): () => void {
    const stop = this.#bridge.on('desktop:changed', this.#show.bind(this));
    void this.#bridge.request('desktop:state').then((answer) => {
      if (answer.ok) this.#show(answer.value);
    });
    return stop;
  }

  #show({ shortcutProblem, shortcutWorks, shortcutHolds, typingProblem, trayProblem }: Desktop): void {
    this.shortcutProblem = shortcutProblem;
    this.shortcutWorks = shortcutWorks;
    this.shortcutHolds = shortcutHolds;
    this.typingProblem = typingProblem;
    this.trayProblem = trayProblem;
  }
}
