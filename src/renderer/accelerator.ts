import type { KeyPress } from './shortcuts';

const namedKeys: Readonly<Record<string, string>> = { Enter: 'Return', NumpadEnter: 'Return' };
const usableKeys = /^(?:Key([A-Z])|Digit([0-9])|(F(?:[1-9]|1[0-9]|2[0-4])|Space|Insert|Home|End|PageUp|PageDown))$/u;

/** Copying, closing a file and the like: every program needs them itself, and would no longer get them. */
const usedEverywhere = /^(?:CommandOrControl\+(?:[A-Z0-9]|Home|End|Insert|Return|F4)|CommandOrControl\+Shift\+Z)$/u;

const isModifier = ({ code }: KeyPress): boolean =>
  /^(?:(?:Control|Shift|Alt|Meta|OS)(?:Left|Right)|CapsLock|Fn)$/u.test(code);

/** Why the keys that are down cannot be the shortcut, as a sentence; null where they can, and as long as modifiers alone are down. */
export function whyRefused(press: KeyPress, isMac: boolean): string | null {
  if (isModifier(press)) return null;
  if (press.code === 'Tab') return 'Tab goes from field to field and from window to window. Choose other keys.';
  if (press.metaKey && !isMac) return 'Keys with Super, the Windows key, belong to the system. Use Ctrl or Alt.';
  if (keyOf(press) === undefined)
    return 'This key cannot be in the shortcut. Letters, digits, Space, Enter, Home, End, Insert, page and function keys can.';
  const accelerator = acceleratorOf(press);
  if (accelerator === null)
    return 'Alone or with Shift every program needs this key itself. Hold Alt down with it, or Ctrl and Shift.';
  if (accelerator === 'Alt+F4') return 'Alt+F4 closes windows. Choose other keys.';
  return usedEverywhere.test(accelerator)
    ? 'Every program needs these keys itself. Hold Alt down with them, or choose others.'
    : null;
}

const keyOf = ({ code }: KeyPress): string | undefined =>
  namedKeys[code] ??
  usableKeys
    .exec(code)
    ?.slice(1)
    .find((part?: string) => part !== undefined);

/** The combination that was pressed, as main writes it; null for one that would keep a key from its use: those need Ctrl, Alt or a function key. */
export function acceleratorOf(press: KeyPress): string | null {
  const key = keyOf(press);
  if (key === undefined) return null;
  const modifiers = [
    { name: 'CommandOrControl', isDown: press.ctrlKey || press.metaKey },
    { name: 'Alt', isDown: press.altKey },
    { name: 'Shift', isDown: press.shiftKey },
  ].flatMap(({ name, isDown }) => (isDown ? [name] : []));
  const isFree = modifiers.some((modifier) => modifier !== 'Shift') || /^F\d/u.test(key);
  return isFree ? [...modifiers, key].join('+') : null;
}

/** The keys of a combination, as `Keys` shows them. */
export const keysOf = (accelerator: string): string[] =>
  accelerator.split('+').map((key) => (key === 'CommandOrControl' ? 'Mod' : key));
