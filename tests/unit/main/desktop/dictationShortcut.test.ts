import { beforeEach, describe, expect, it } from 'vitest';

import { fail, ok } from '../../../../src/contract/result';
import { DictationShortcut } from '../../../../src/main/desktop/dictationShortcut';

let registered: Map<string, () => void>;
let release: () => void;
let done: string[];
const taken = 'Control+Alt+T';

const shortcutWith = (canWatch: boolean): DictationShortcut =>
  new DictationShortcut({
    register: (accelerator, onPressed) => accelerator !== taken && registered.set(accelerator, onPressed).size > 0,
    unregister: (accelerator) => registered.delete(accelerator),
    watch: (_, onReleased) => {
      release = onReleased;
      return Promise.resolve(canWatch ? ok(undefined) : fail('keys-unavailable'));
    },
    unwatch: () => (release = () => undefined),
    toggle: () => done.push('toggle'),
    start: () => done.push('start'),
    stop: () => done.push('stop'),
  });

beforeEach(() => {
  registered = new Map();
  done = [];
  release = () => undefined;
});

describe('DictationShortcut', () => {
  it('toggles, and gives the old keys back when others are chosen', async () => {
    const shortcut = shortcutWith(true);
    await shortcut.use({ shortcut: 'Alt+Space', shortcutIsHeld: false });
    await shortcut.use({ shortcut: 'F9', shortcutIsHeld: false });
    expect([...registered.keys()]).toEqual(['F9']);
    registered.get('F9')?.();
    expect([done, shortcut.problem]).toEqual([['toggle'], null]);
  });

  it('tells when another program has the keys', async () => {
    const shortcut = shortcutWith(true);
    await shortcut.use({ shortcut: taken, shortcutIsHeld: false });
    expect(shortcut.problem).toMatch(/Another program/u);
  });

  it('dictates while it is held, however often its keys repeat', async () => {
    const shortcut = shortcutWith(true);
    await shortcut.use({ shortcut: 'F9', shortcutIsHeld: true });
    for (let repeats = 0; repeats < 5; repeats += 1) registered.get('F9')?.();
    release();
    release();
    expect(done).toEqual(['start', 'stop']);
  });

  it('hears nothing more of keys that were given up before it was known whether they can be held', async () => {
    const shortcut = shortcutWith(false);
    const held = shortcut.use({ shortcut: 'F9', shortcutIsHeld: true });
    await shortcut.use({ shortcut: 'F8', shortcutIsHeld: false });
    await held;
    expect(shortcut.problem).toBeNull();
  });

  it('toggles where keys that are let go cannot be noticed, and says so', async () => {
    const shortcut = shortcutWith(false);
    await shortcut.use({ shortcut: 'F9', shortcutIsHeld: true });
    registered.get('F9')?.();
    expect(done).toEqual(['toggle']);
    expect(shortcut.problem).toMatch(/cannot be noticed/u);
  });
});
