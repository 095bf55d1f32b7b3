import type { DesktopState } from '../contract/desktop';

/** What a key asks for, anywhere in the window. */
export type Command =
  | 'toggle-dictation'
  | 'dictate'
  | 'library'
  | 'train'
  | 'words'
  | 'settings'
  | 'copy'
  | 'export'
  | 'search'
  | 'undo'
  | 'redo'
  | 'play'
  | 'back'
  | 'forward'
  | 'faster'
  | 'slower'
  | 'next-uncertain'
  | 'previous-uncertain'
  | 'replace'
  | 'select-all'
  | 'keys';

/** The parts of a KeyboardEvent that decide. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

const withModifier: Readonly<Record<string, Command>> = {
  Digit1: 'dictate',
  Digit2: 'library',
  Digit3: 'train',
  Digit4: 'words',
  Digit5: 'settings',
  KeyA: 'select-all',
  KeyC: 'copy',
  KeyE: 'export',
  KeyF: 'search',
  KeyH: 'replace',
  KeyZ: 'undo',
  KeyY: 'redo',
};

const withModifierAndShift: Readonly<Record<string, Command>> = { Space: 'toggle-dictation', KeyZ: 'redo' };

const plain: Readonly<Record<string, Command>> = {
  Space: 'play',
  ArrowLeft: 'back',
  ArrowRight: 'forward',
  KeyN: 'next-uncertain',
  F8: 'next-uncertain',
};

const withShift: Readonly<Record<string, Command>> = { KeyN: 'previous-uncertain', F8: 'previous-uncertain' };

const symbolKeys: Readonly<Record<string, Command>> = { '?': 'keys', '+': 'faster', '-': 'slower' };

/** Null when the key means nothing here. */
export function commandOf(press: KeyPress): Command | null {
  if (press.altKey) return null;
  if (press.ctrlKey || press.metaKey) return (press.shiftKey ? withModifierAndShift : withModifier)[press.code] ?? null;
  // Where they are, and whether they need Shift, differs between keyboards.
  const byKey = symbolKeys[press.key];
  if (byKey !== undefined) return byKey;
  return (press.shiftKey ? withShift : plain)[press.code] ?? null;
}

const symbols: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧' };

/** How the keys of a shortcut are written on this system; `Mod` is Ctrl, and ⌘ on a Mac. */
export function keyNames(keys: readonly string[], isMac: boolean): string[] {
  return keys.map((key) => (isMac ? (symbols[key] ?? key) : key.replace('Mod', 'Ctrl')));
}

export interface MappedKeys {
  readonly keys: readonly string[];
  readonly does: string;
}

/** What dictates, also while the window is not in front: the keys that are chosen, as long as they work. In the window these do always. */
export function dictationKeys(
  shortcut: readonly string[],
  { shortcutWorks, shortcutHolds }: Pick<DesktopState, 'shortcutWorks' | 'shortcutHolds'>,
): MappedKeys {
  const does = 'Start or stop dictating';
  if (!shortcutWorks) return { keys: ['Mod', 'Shift', 'Space'], does };
  return { keys: shortcut, does: shortcutHolds ? 'Dictate while they are held down' : does };
}

/** The rest of the key map, in the order in which it is shown. */
export const keyMap: readonly MappedKeys[] = [
  { keys: ['Mod', '1'], does: 'Dictate' },
  { keys: ['Mod', '2'], does: 'Library' },
  { keys: ['Mod', '3'], does: 'Train' },
  { keys: ['Mod', '4'], does: 'Words' },
  { keys: ['Mod', '5'], does: 'Settings' },
  { keys: ['Space'], does: 'Play or pause a take; start or stop a recording' },
  { keys: ['←'], does: 'Back 5 seconds' },
  { keys: ['→'], does: 'Forward 5 seconds' },
  { keys: ['+'], does: 'Play a take faster; with −, slower' },
  { keys: ['F8'], does: 'Next uncertain word, as does N; with Shift, the one before' },
  { keys: ['Mod', 'A'], does: 'Choose all takes, in the list; select the whole text, in a take' },
  { keys: ['Delete'], does: 'Delete the chosen takes, in the list' },
  { keys: ['Mod', 'H'], does: 'Find and replace in a take' },
  { keys: ['Mod', 'C'], does: 'Copy what is on the page, or the take that is open, where nothing is selected' },
  { keys: ['Mod', 'F'], does: 'Search the takes' },
  { keys: ['Mod', 'E'], does: 'Export a take' },
  { keys: ['Mod', 'Z'], does: 'Take the last change back; with Shift, do it again' },
  { keys: ['Enter'], does: 'Keep a correction; with Shift, break the line' },
  { keys: ['Mod', 'Enter'], does: 'Begin a new line at the caret, while a line is corrected' },
  { keys: ['Mod', 'J'], does: 'Join it with the next line' },
  { keys: ['Mod', '+'], does: 'Show everything larger; with −, smaller; with 0, as it was' },
  { keys: ['Esc'], does: 'Close, leave an edit, forget a recording' },
  { keys: ['?'], does: 'This list' },
];
