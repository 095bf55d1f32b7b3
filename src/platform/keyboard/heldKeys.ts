import { fail, ok, type Result } from '../../contract/result';

/** What is used of uiohook. */
interface Hook {
  on(event: 'keydown' | 'keyup', listener: (event: { readonly keycode: number }) => void): void;
  start(): void;
  stop(): void;
}

/** The keys of an accelerator, as uiohook numbers them: each entry is one key, in its left and right form. */
export function keyCodesOf(accelerator: string, names: Readonly<Record<string, number>>): number[][] | null {
  const codes = accelerator.split('+').map((part) => {
    const modifier = modifiers[part] ?? [];
    const candidates = modifier.length > 0 ? modifier : [otherNames[part] ?? part];
    return candidates.map((name) => names[name]).filter((code) => code !== undefined);
  });
  return codes.every((each) => each.length > 0) ? codes : null;
}

const isMac = process.platform === 'darwin';
const modifiers: Readonly<Record<string, readonly string[]>> = {
  CommandOrControl: isMac ? ['Meta', 'MetaRight'] : ['Ctrl', 'CtrlRight'],
  Control: ['Ctrl', 'CtrlRight'],
  Command: ['Meta', 'MetaRight'],
  Super: ['Meta', 'MetaRight'],
  Alt: ['Alt', 'AltRight'],
  Shift: ['Shift', 'ShiftRight'],
};
const otherNames: Readonly<Record<string, string>> = { Return: 'Enter' };

/**
 * Tells when one of the keys of a combination is let go after all of them were down, or one that was down before it was looked at: modifiers
 * that are held do not come again, so that it cannot be known what else was down. Every key of the system passes by here, so nothing but the
 * numbers of the combination is looked at, and nothing is kept.
 */
export class HeldKeys {
  readonly #codes: readonly (readonly number[])[];
  readonly #onReleased: () => void;
  readonly #down = new Set<number>();

  constructor(codes: readonly (readonly number[])[], onReleased: () => void) {
    this.#codes = codes;
    this.#onReleased = onReleased;
  }

  press(code: number): void {
    if (this.#isMeant(code)) this.#down.add(code);
  }

  release(code: number): void {
    const wasHeld = this.#isHeld();
    const wasSeen = this.#down.delete(code);
    if ((wasHeld && !this.#isHeld()) || (!wasSeen && this.#isMeant(code))) this.#onReleased();
  }

  #isMeant(code: number): boolean {
    return this.#codes.some((key) => key.includes(code));
  }

  #isHeld(): boolean {
    return this.#codes.every((key) => key.some((code) => this.#down.has(code)));
  }
}

/** Begins to watch; fails with `keys-unavailable` where the combination cannot be watched. Returns what ends it. */
export async function watchHeldKeys(accelerator: string, onReleased: () => void): Promise<Result<() => void>> {
  const { uIOhook, UiohookKey } = await import('uiohook-napi');
  const codes = keyCodesOf(accelerator, UiohookKey);
  if (codes === null) return fail('keys-unavailable', `${accelerator} cannot be held: choose another combination.`);
  const held = new HeldKeys(codes, onReleased);
  const hook: Hook = uIOhook;
  hook.on('keydown', ({ keycode }) => {
    held.press(keycode);
  });
  hook.on('keyup', ({ keycode }) => {
    held.release(keycode);
  });
  hook.start();
  return ok(() => {
    hook.stop();
  });
}
