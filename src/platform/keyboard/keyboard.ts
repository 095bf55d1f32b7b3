import type { PasteSource } from '../../contract/keyboardMessages';
import type { Result } from '../../contract/result';

/** Presses keys in the program in front. What cannot be done fails with `keys-unavailable`, in a sentence that says what helps. */
export interface Keyboard {
  /** Something that is the same as long as the same window is in front; null where that cannot be told. */
  findFront(): Promise<string | null>;
  /** Of the program in front; where that cannot be told, the clipboard. */
  findSource(): Promise<PasteSource>;
  /** What pastes: Ctrl+V, on a Mac ⌘V; from the selection Shift+Insert. */
  paste(from: PasteSource): Promise<Result<undefined>>;
  /** Any text; line breaks are Enter. */
  type(text: string): Promise<Result<undefined>>;
  /** Backspace, `count` times. */
  erase(count: number): Promise<Result<undefined>>;
}
