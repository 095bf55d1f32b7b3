import type { DesktopSettings } from '../../contract/desktop';
import type { PasteSource } from '../../contract/keyboardMessages';
import type { Failure, Result } from '../../contract/result';
import { textOf } from '../../contract/shownText';
import type { Utterance } from '../../contract/transcript';

/** Presses keys in the program in front; SupervisedKeyboard is one. */
export interface Keys {
  /** Null where it cannot be told which window is in front. */
  findFront(): Promise<string | null>;
  findSource(): Promise<Result<PasteSource>>;
  paste(from: PasteSource): Promise<Result<undefined>>;
  type(text: string): Promise<Result<undefined>>;
  erase(count: number): Promise<Result<undefined>>;
}

/** The clipboard as it is lent: `lend` puts a text where it is pasted from, and what it returns puts back what was there before. */
export interface LentClipboard {
  write(text: string): Promise<void>;
  lend(text: string, from: PasteSource): Promise<() => Promise<void>>;
}

export interface DeliveryParts {
  readonly keys: Keys;
  readonly clipboard: LentClipboard;
  readonly settings: () => DesktopSettings;
  /** Whether a window of the app is in front: then the words are on its page, and go nowhere else. */
  readonly isInFront: () => boolean;
  readonly tellProblem: (failure: Failure | null) => void;
  /** How long a program may take to fetch what it was told to paste. */
  readonly pasteMilliseconds?: number;
}

/**
 * Brings the settled words of a take to where the user writes: into the program in front, and to the clipboard. What comes first in a
 * window begins with a word, whatever stands before that on the page, and nothing is taken back in a window that it was not typed into.
 */
export class Delivery {
  readonly #parts: DeliveryParts;
  /** The text of the take so far, delivered or not. */
  #told = '';
  /** How many of its last characters were typed into the window in front, and may be taken back there. */
  #typed = 0;
  /** The window that was typed into last; null before that, and where windows cannot be told apart. */
  #window: string | null = null;
  /** The windows in which words of this take stand, and the last character that was typed into each. */
  readonly #begun = new Map<string, string>();
  #typing: Promise<void> = Promise.resolve();

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
  }

  /** A take begins. */
  begin(): void {
    this.#queue(() => {
      this.#told = '';
      this.#typed = 0;
      this.#begun.clear();
    });
  }

  /** Settled words came, or were taken back; while the shortcut is held they wait, because its keys would change what is typed. */
  hear(utterances: readonly Utterance[]): void {
    const { typing, shortcutIsHeld } = this.#parts.settings();
    if (typing !== 'off' && !shortcutIsHeld) this.#goOn(textOf(utterances));
  }

  /** The take is over. Resolves when everything is where it belongs. */
  end(utterances: readonly Utterance[]): Promise<void> {
    const text = textOf(utterances);
    const { typing, copiesOnStop } = this.#parts.settings();
    if (typing !== 'off') this.#goOn(text);
    this.#queue(() => this.#endWithSpace());
    if (copiesOnStop && text !== '') this.#queue(() => this.#parts.clipboard.write(text));
    return this.#typing;
  }

  /** One after the other. */
  #queue(deed: () => void | Promise<void>): void {
    this.#typing = this.#typing.then(deed);
  }

  #goOn(text: string): void {
    const isOnPage = this.#parts.isInFront();
    this.#queue(() => this.#deliver(text, isOnPage));
  }

  async #deliver(text: string, isOnPage: boolean): Promise<void> {
    const kept = commonStart(this.#told, text);
    const lost = this.#told.length - kept;
    const rest = text.slice(kept);
    this.#told = text;
    if (isOnPage) this.#typed = 0;
    if (isOnPage || (lost === 0 && rest === '')) return;
    await this.#lookInFront();
    const erased = Math.min(lost, this.#typed);
    const added = this.#typed > erased ? rest : this.#beginning(rest, erased > 0);
    this.#typed += added.length - erased;
    if (added !== '' && this.#window !== null) this.#begun.set(this.#window, added.slice(-1));
    await this.#press(erased, added);
  }

  /** What is typed of a text whose last words were not typed here. A mark belongs to those, unless words here have none yet. */
  #beginning(text: string, isAllErased: boolean): string {
    const window = this.#window ?? '';
    if (isAllErased) this.#begun.delete(window);
    const before = this.#begun.get(window);
    if (before === undefined) return text.replace(/^[\s.,;:!?…]+/u, '');
    return /[.,;:!?…]/u.test(before) ? text.replace(/^[.,;:!?…]+/u, '') : text;
  }

  /** What was typed is followed by a space, so that the next take can follow. */
  async #endWithSpace(): Promise<void> {
    if (this.#typed > 0) await this.#lookInFront();
    if (this.#typed > 0) await this.#press(0, ' ');
  }

  /** In another window nothing may be taken back. */
  async #lookInFront(): Promise<void> {
    const window = await this.#parts.keys.findFront();
    if (window !== this.#window) this.#typed = 0;
    this.#window = window;
  }

  async #press(erased: number, added: string): Promise<void> {
    const results = [
      ...(erased > 0 ? [await this.#parts.keys.erase(erased)] : []),
      ...(added === '' ? [] : [await this.#write(added)]),
    ];
    if (results.length === 0) return;
    const failed = results.find((result) => !result.ok);
    this.#parts.tellProblem(failed?.ok === false ? failed.error : null);
  }

  async #write(text: string): Promise<Result<undefined>> {
    const { keys, clipboard, settings, pasteMilliseconds = 400 } = this.#parts;
    if (settings().typing === 'keys') return keys.type(text);
    const source = await keys.findSource();
    if (!source.ok) return source;
    const putBack = await clipboard.lend(text, source.value);
    const pasted = await keys.paste(source.value);
    // No program tells when it has fetched the clipboard.
    if (pasted.ok) await new Promise((resolve) => setTimeout(resolve, pasteMilliseconds));
    await putBack();
    return pasted;
  }
}

function commonStart(before: string, now: string): number {
  let length = 0;
  while (length < before.length && before[length] === now[length]) length += 1;
  return length;
}
