import type { DesktopState as Desktop } from '../../contract/desktop';
import type { Bridge } from '../../contract/ipc';
import type { NoticeState } from './notice.svelte';

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
  readonly #notices: NoticeState;

  constructor(bridge: Bridge, notices: NoticeState) {
    this.#bridge = bridge;
    this.#notices = notices;
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
    // Who holds the keys may be in any view, or in another program.
    if (this.shortcutHolds && !shortcutHolds && shortcutProblem !== null) this.#notices.tell({ text: shortcutProblem });
    this.shortcutProblem = shortcutProblem;
    this.shortcutWorks = shortcutWorks;
    this.shortcutHolds = shortcutHolds;
    this.typingProblem = typingProblem;
    this.trayProblem = trayProblem;
  }
}
