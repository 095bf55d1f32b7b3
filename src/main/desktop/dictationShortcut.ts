import type { DesktopSettings } from '../../contract/desktop';
import type { Result } from '../../contract/result';

export interface ShortcutParts {
  /** False when another program has the keys. */
  readonly register: (accelerator: string, onPressed: () => void) => boolean;
  readonly unregister: (accelerator: string) => void;
  /** Tells each time that the keys are let go. */
  readonly watch: (accelerator: string, onReleased: () => void) => Promise<Result<undefined>>;
  readonly unwatch: () => void;
  readonly toggle: () => void;
  readonly start: () => void;
  readonly stop: () => void;
}

type Chosen = Pick<DesktopSettings, 'shortcut' | 'shortcutIsHeld'>;

/** The keys that start and stop a take from any program. */
export class DictationShortcut {
  readonly #parts: ShortcutParts;
  #chosen: Chosen | null = null;
  #isHeld = false;
  #canHold = false;
  /** Why it does not do what was chosen, for people; null where it does. */
  problem: string | null = null;

  constructor(parts: ShortcutParts) {
    this.#parts = parts;
  }

  /** Makes these the keys. */
  async use(chosen: Chosen): Promise<void> {
    const before = this.#chosen;
    if (before?.shortcut === chosen.shortcut && before.shortcutIsHeld === chosen.shortcutIsHeld) return;
    this.dispose();
    this.#chosen = chosen;
    const { shortcut, shortcutIsHeld } = chosen;
    const isFree = this.#parts.register(shortcut, this.#onPressed.bind(this));
    this.problem = isFree ? null : 'Another program has these keys. Choose others.';
    if (!isFree || !shortcutIsHeld) return;
    const watched = await this.#parts.watch(shortcut, this.#onReleased.bind(this));
    // Others have been chosen meanwhile, and this is no news of them.
    if (this.#chosen !== chosen) return;
    this.#canHold = watched.ok;
    if (!watched.ok) this.problem = 'Keys that are let go cannot be noticed here, so they start and stop.';
  }

  dispose(): void {
    if (this.#chosen !== null) this.#parts.unregister(this.#chosen.shortcut);
    this.#parts.unwatch();
    this.#chosen = null;
    this.#isHeld = false;
    this.#canHold = false;
  }

  /** Comes again and again while keys are held. */
  #onPressed(): void {
    if (!this.#canHold) {
      this.#parts.toggle();
      return;
    }
    if (this.#isHeld) return;
    this.#isHeld = true;
    this.#parts.start();
  }

  #onReleased(): void {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    this.#parts.stop();
  }
}
