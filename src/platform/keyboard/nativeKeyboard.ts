import type { PasteSource } from '../../contract/keyboardMessages';
import { fail, ok, type Result } from '../../contract/result';
import type { Keyboard } from './keyboard';

/** What is used of libnut. */
interface Libnut {
  keyTap(key: string, modifiers?: string | string[]): void;
  typeString(text: string): void;
  getActiveWindow(): number;
  setKeyboardDelay(milliseconds: number): void;
}

/** One package for each system, with the addon ready-built. */
const libraries: Partial<Record<NodeJS.Platform, () => Promise<Libnut>>> = {
  linux: () => import('@nut-tree-fork/libnut-linux'),
  darwin: () => import('@nut-tree-fork/libnut-darwin'),
  win32: () => import('@nut-tree-fork/libnut-win32'),
};

/**
 * A keyboard that libnut presses. Where there is no display it ends the process instead of failing, so that only a process of its own
 * may use it. Under X11 it loses letters beyond ASCII: there it does not type.
 */
export class NativeKeyboard implements Keyboard {
  readonly #libnut: Libnut;
  readonly #platform: NodeJS.Platform;

  private constructor(libnut: Libnut, platform: NodeJS.Platform) {
    this.#libnut = libnut;
    this.#platform = platform;
    libnut.setKeyboardDelay(2);
  }

  static async load(platform: NodeJS.Platform = process.platform): Promise<NativeKeyboard> {
    const load = libraries[platform];
    if (load === undefined) throw new RangeError(`no keys can be pressed on ${platform}`);
    return new NativeKeyboard(await load(), platform);
  }

  /** Numbers up to 1 stand for no window, or for the one behind all others. */
  findFront(): Promise<string | null> {
    const handle = this.#libnut.getActiveWindow();
    return Promise.resolve(handle > 1 ? String(handle) : null);
  }

  findSource(): Promise<PasteSource> {
    return Promise.resolve('clipboard');
  }

  paste(from: PasteSource): Promise<Result<undefined>> {
    if (from === 'selection') this.#libnut.keyTap('insert', 'shift');
    else this.#libnut.keyTap('v', this.#platform === 'darwin' ? 'command' : 'control');
    return Promise.resolve(ok(undefined));
  }

  type(text: string): Promise<Result<undefined>> {
    if (this.#platform === 'linux') {
      return Promise.resolve(
        fail('keys-unavailable', 'Typing by keys needs the program xdotool. Install it, or paste.'),
      );
    }
    for (const [index, line] of text.split('\n').entries()) {
      if (index > 0) this.#libnut.keyTap('enter');
      if (line !== '') this.#libnut.typeString(line);
    }
    return Promise.resolve(ok(undefined));
  }

  erase(count: number): Promise<Result<undefined>> {
    for (let pressed = 0; pressed < count; pressed += 1) this.#libnut.keyTap('backspace');
    return Promise.resolve(ok(undefined));
  }
}
