import type { DesktopSettings } from '../../contract/desktop';
import type { PasteSource } from '../../contract/keyboardMessages';
import type { Failure, Result } from '../../contract/result';
import { textOf } from '../../contract/shownText';
import type { Utterance } from '../../contract/transcript';

/** Presses keys in the program in front; SupervisedKeyboard is one. */
export interface Keys {
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

/** Brings the settled words of a take to where the user writes: into the program in front, and to the clipboard. */
export class Delivery {
  readonly #parts: DeliveryParts;
  /** The text of the take so far, delivered or not. */
  #told = '';
  /** How many of its last characters were typed into another program, and may be taken back there. */
  #typed = 0;
  #typing: Promise<void> = Promise.resolve();

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
  }

  /** A take begins. */
  begin(): void {
    this.#told = '';
    this.#typed = 0;
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
    // What was typed is followed by a space, so that the next take can follow.
    if (this.#typed > 0) this.#queue(0, ' ');
    if (copiesOnStop && text !== '') this.#typing = this.#typing.then(() => this.#parts.clipboard.write(text));
    return this.#typing;
  }

  #goOn(text: string): void {
    const kept = commonStart(this.#told, text);
    const erased = Math.min(this.#told.length - kept, this.#typed);
    const rest = text.slice(kept);
    // What comes before the first word that is typed belongs to what stands before it on the page.
    const added = this.#typed > erased ? rest : rest.replace(/^[\s.,;:!?…]+/u, '');
    this.#told = text;
    if (this.#parts.isInFront()) {
      this.#typed = 0;
      return;
    }
    this.#typed += added.length - erased;
    this.#queue(erased, added);
  }

  /** One after the other. */
  #queue(erased: number, added: string): void {
    this.#typing = this.#typing.then(async () => {
      const results = [
        ...(erased > 0 ? [await this.#parts.keys.erase(erased)] : []),
        ...(added === '' ? [] : [await this.#write(added)]),
      ];
      if (results.length === 0) return;
      const failed = results.find((result) => !result.ok);
      this.#parts.tellProblem(failed?.ok === false ? failed.error : null);
    });
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
