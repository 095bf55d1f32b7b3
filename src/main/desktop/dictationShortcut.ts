import type { DesktopSettings } from '../../contract/desktop';
import type { Result } from '../../contract/result';
import type { KeyWatcher } from './supervisedKeyboard';

export interface ShortcutParts {
  /** False when another program has the keys. */
  readonly register: (accelerator: string, onPressed: () => void) => boolean;
  readonly unregister: (accelerator: string) => void;
  readonly watch: (accelerator: string, watcher: KeyWatcher) => Promise<Result<undefined>>;
  readonly unwatch: () => void;
  readonly toggle: () => void;
  readonly start: () => void;
  readonly stop: () => void;
  /** Told when `holds` and `problem` have changed by themselves. */
  readonly changed: () => void;
  /** Milliseconds of a clock that nobody sets. */
  readonly now: () => number;
}

type Chosen = Pick<DesktopSettings, 'shortcut' | 'shortcutIsHeld'>;

/** Longer than systems wait before keys that are held come again: after that much silence they were pressed anew. */
const repeatMilliseconds = 1000;
/** Once they come again they do so more often than that, and nobody presses keys anew as soon. */
const betweenRepeatsMilliseconds = 200;

/**
 * The keys that start and stop a take from any program.
 *
 * Keys that are to be held count as held from their first press, also while it is not known yet whether it can be noticed that they are
 * let go. Where they were let go before that was known, the take goes on, because words that are not kept are lost, and ends when they are
 * pressed and let go again; where it turns out that it cannot be noticed, it ends when they are pressed again.
 *
 * Where they are to be pressed, keys that are held count once. Those that come again soon may be held or pressed anew: that is known when they
 * have come once more, or have not.
 */
export class DictationShortcut {
  readonly #parts: ShortcutParts;
  #chosen: Chosen | null = null;
  /** They were pressed, and it was not noticed that they were let go. */
  #isHeld = false;
  #use: 'toggle' | 'hold' = 'toggle';
  /** Whether `watch` has said that it tells when they are let go. */
  #isWatched = false;
  /** When they came last, in milliseconds. */
  #pressedAt = Number.NEGATIVE_INFINITY;
  /** Keys that came again soon, until it is known whether they are held. */
  #pressedSoon: NodeJS.Timeout | undefined;
  /** False while another program has the keys. */
  #works = false;
  #problem: string | null = null;
  /** Why the keys that were wished last were not taken. */
  #refusal: string | null = null;

  constructor(parts: ShortcutParts) {
    this.#parts = parts;
  }

  get works(): boolean {
    return this.#works;
  }

  /** Whether a take lasts as long as the keys are held. */
  get holds(): boolean {
    return this.#use === 'hold';
  }

  /** Why it does not do what was chosen, or wished, for people; null where it does. */
  get problem(): string | null {
    return this.#refusal ?? this.#problem;
  }

  /** The keys to choose: those that are wished, or where another program has them, the ones of before. Chosen keys are given to `use`. */
  whichAreFree(wished: string): string {
    this.#refusal = null;
    const before = this.#chosen?.shortcut ?? wished;
    if (wished === before) return wished;
    if (this.#parts.register(wished, () => undefined)) {
      this.#parts.unregister(wished);
      return wished;
    }
    this.#refusal = this.#works
      ? 'Another program has the keys that you pressed. The ones from before go on working.'
      : 'Another program has the keys that you pressed, too. Choose others.';
    return before;
  }

  /** Makes these the keys. */
  async use(chosen: Chosen): Promise<void> {
    const before = this.#chosen;
    const isSame = before?.shortcut === chosen.shortcut && before.shortcutIsHeld === chosen.shortcutIsHeld;
    // The other program may have given them up.
    if (isSame && this.#works) return;
    this.dispose();
    this.#chosen = chosen;
    const { shortcut, shortcutIsHeld } = chosen;
    this.#use = shortcutIsHeld ? 'hold' : 'toggle';
    this.#works = this.#parts.register(shortcut, this.#onPressed.bind(this));
    this.#problem = this.#works ? null : 'Another program has these keys. Choose others.';
    if (this.#works && shortcutIsHeld) await this.#watch(chosen);
  }

  async #watch(chosen: Chosen): Promise<void> {
    const watched = await this.#parts.watch(chosen.shortcut, {
      released: this.#onReleased.bind(this),
      lost: this.#onLost.bind(this),
    });
    // Others have been chosen meanwhile, and this is no news of them.
    if (this.#chosen !== chosen) return;
    this.#isWatched = watched.ok;
    if (watched.ok) return;
    this.#use = 'toggle';
    this.#problem = 'Keys that are let go cannot be noticed here, so they start and stop.';
  }

  dispose(): void {
    if (this.#chosen !== null && this.#works) this.#parts.unregister(this.#chosen.shortcut);
    this.#parts.unwatch();
    clearTimeout(this.#pressedSoon);
    this.#pressedAt = Number.NEGATIVE_INFINITY;
    this.#chosen = null;
    this.#works = false;
    this.#isHeld = false;
    this.#isWatched = false;
    this.#use = 'toggle';
  }

  /** Comes again and again while keys are held. */
  #onPressed(): void {
    const before = this.#pressedAt;
    this.#pressedAt = this.#parts.now();
    if (this.#use === 'hold') this.#hold();
    else this.#toggle(this.#pressedAt - before);
  }

  #hold(): void {
    if (this.#isHeld) return;
    this.#isHeld = true;
    this.#parts.start();
  }

  /** Keys that began a take before it was known that they cannot be held may still be down, too. */
  #toggle(millisecondsSince: number): void {
    clearTimeout(this.#pressedSoon);
    if (millisecondsSince < betweenRepeatsMilliseconds) return;
    const toggle = (): void => {
      this.#isHeld = false;
      this.#parts.toggle();
    };
    if (millisecondsSince >= repeatMilliseconds) toggle();
    else this.#pressedSoon = setTimeout(toggle, betweenRepeatsMilliseconds);
  }

  /** A take must not go on without an end. Where watching breaks off before it began, `watch` itself says so. */
  #onLost(): void {
    if (!this.#isWatched) return;
    this.#onReleased();
    this.#isWatched = false;
    this.#use = 'toggle';
    this.#problem =
      'Keys that are let go are no longer noticed, so they start and stop. Start Utter again to hold them.';
    this.#parts.changed();
  }

  #onReleased(): void {
    if (!this.#isHeld || !this.#isWatched) return;
    this.#isHeld = false;
    this.#parts.stop();
  }
}
