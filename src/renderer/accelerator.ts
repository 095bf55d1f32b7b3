import type { KeyPress } from './shortcuts';

const namedKeys: Readonly<Record<string, string>> = { Enter: 'Return', NumpadEnter: 'Return' };
const usableKeys = /^(?:Key([A-Z])|Digit([0-9])|(F(?:[1-9]|1[0-9]|2[0-4])|Space|Insert|Home|End|PageUp|PageDown))$/u;

/** Copying, closing a window and the like: every program needs them itself, and would no longer get them. */
const usedEverywhere =
  /^(?:CommandOrControl\+(?:[A-Z0-9]|Home|End|Insert|Return|F4)|CommandOrControl\+Shift\+Z|Alt\+F4)$/u;

/** Whether every program has a use of its own for a combination that `acceleratorOf` wrote. */
export const isUsedEverywhere = (accelerator: string): boolean => usedEverywhere.test(accelerator);

/** The combination that was pressed, as main writes it; null for one that would keep a key from its use: those need Ctrl, Alt or a function key. */
export function acceleratorOf(press: KeyPress): string | null {
  const key =
    namedKeys[press.code] ??
    usableKeys
      .exec(press.code)
      ?.slice(1)
      .find((part?: string) => part !== undefined);
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
