import type { Result } from '../../contract/result';

/** Presses keys in the program in front. What cannot be done fails with `keys-unavailable`, in a sentence that says what helps. */
export interface Keyboard {
  /** What pastes: Ctrl+V, on a Mac ⌘V. */
  paste(): Promise<Result<undefined>>;
  /** Any text; line breaks are Enter. */
  type(text: string): Promise<Result<undefined>>;
  /** Backspace, `count` times. */
  erase(count: number): Promise<Result<undefined>>;
}
