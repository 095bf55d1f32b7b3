import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { fail, ok } from '../../../../src/contract/result';
import { DictationShortcut } from '../../../../src/main/desktop/dictationShortcut';

let registered: Map<string, () => void>;
let release: () => void;
/** The process that watches has ended. */
let lose: () => void;
let done: string[];
const taken = 'Control+Alt+T';
let isTaken: (accelerator: string) => boolean;

const shortcutWith = (canWatch: boolean): DictationShortcut =>
  new DictationShortcut({
    register: (accelerator, onPressed) => !isTaken(accelerator) && registered.set(accelerator, onPressed).size > 0,
    unregister: (accelerator) => registered.delete(accelerator),
    watch: (_, watcher) => {
      release = watcher.released;
      lose = watcher.lost;
      return Promise.resolve(canWatch ? ok(undefined) : fail('keys-unavailable'));
    },
    unwatch: () => (release = () => undefined),
    toggle: () => done.push('toggle'),
    start: () => done.push('start'),
    stop: () => done.push('stop'),
    changed: () => done.push('changed'),
    now: () => Date.now(),
  });

/** The keys come again and again, as those that are held do. */
const hold = (keys: string, times: number): void => {
  for (let repeats = 0; repeats < times; repeats += 1) {
    vi.advanceTimersByTime(repeats === 1 ? 660 : 40);
    registered.get(keys)?.();
  }
};

/** The keys are pressed once, so many milliseconds after the last that was done. */
const press = (keys: string, milliseconds: number): void => {
  vi.advanceTimersByTime(milliseconds);
  registered.get(keys)?.();
};

beforeEach(() => {
  registered = new Map();
  done = [];
  vi.useFakeTimers();
  isTaken = (accelerator) => [taken, 'Alt+Taken'].includes(accelerator);
  release = () => undefined;
});

afterEach(() => {
  vi.useRealTimers();
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

  it('toggles once while its keys are held down, however often they come again', async () => {
    const shortcut = shortcutWith(true);
    await shortcut.use({ shortcut: 'F9', shortcutIsHeld: false });
    hold('F9', 40);
    vi.advanceTimersByTime(5000);
    expect(done).toEqual(['toggle']);
    hold('F9', 2);
    hold('F9', 20);
    vi.advanceTimersByTime(5000);
    expect(done).toEqual(['toggle', 'toggle']);
  });

  it('toggles again where its keys are pressed anew soon after, once it is known that they are not held', async () => {
    const shortcut = shortcutWith(true);
    await shortcut.use({ shortcut: 'F9', shortcutIsHeld: false });
    press('F9', 0);
    press('F9', 600);
    expect(done).toEqual(['toggle']);
    vi.advanceTimersByTime(200);
    expect(done).toEqual(['toggle', 'toggle']);
    press('F9', 600);
    await shortcut.use({ shortcut: 'F8', shortcutIsHeld: false });
    // What was done with other keys says nothing of these.
    press('F8', 100);
    expect(done).toEqual(['toggle', 'toggle', 'toggle']);
    vi.advanceTimersByTime(5000);
    expect(done).toEqual(['toggle', 'toggle', 'toggle']);
  });

  it('tells when another program has the keys', async () => {
    const shortcut = shortcutWith(true);
    await shortcut.use({ shortcut: taken, shortcutIsHeld: false });
    expect(shortcut.problem).toMatch(/Another program/u);
  });

  it('keeps the keys of before where another program has the new ones, and says so until something else is wished', async () => {
    const shortcut = shortcutWith(true);
    await shortcut.use({ shortcut: 'F9', shortcutIsHeld: false });
    expect(shortcut.whichAreFree(taken)).toBe('F9');
    expect([shortcut.problem, shortcut.works]).toEqual([expect.stringMatching(/go on working/u), true]);
    registered.get('F9')?.();
    expect(done).toEqual(['toggle']);
    expect([shortcut.whichAreFree('F8'), shortcut.problem]).toEqual(['F8', null]);
    expect([...registered.keys()]).toEqual(['F9']);
  });

  it('does not say that keys go on working which another program had from the start', async () => {
    const shortcut = shortcutWith(true);
    await shortcut.use({ shortcut: taken, shortcutIsHeld: false });
    expect([shortcut.whichAreFree('Alt+Taken'), shortcut.works]).toEqual([taken, false]);
    expect(shortcut.problem).toMatch(/has the keys that you pressed, too/u);
  });

  it('has the keys once another program has given them up', async () => {
    const shortcut = shortcutWith(true);
    isTaken = (): boolean => true;
    await shortcut.use({ shortcut: 'F9', shortcutIsHeld: false });
    isTaken = (): boolean => false;
    await shortcut.use({ shortcut: 'F9', shortcutIsHeld: false });
    expect([shortcut.works, shortcut.problem, [...registered.keys()]]).toEqual([true, null, ['F9']]);
  });

  it('dictates while it is held, however often its keys repeat', async () => {
    const shortcut = shortcutWith(true);
    await shortcut.use({ shortcut: 'F9', shortcutIsHeld: true });
    for (let repeats = 0; repeats < 5; repeats += 1) registered.get('F9')?.();
    release();
    release();
    expect([done, shortcut.holds]).toEqual([['start', 'stop'], true]);
  });

  it('dictates from the first press while it is not known yet whether keys can be held', async () => {
    const shortcut = shortcutWith(true);
    const used = shortcut.use({ shortcut: 'F9', shortcutIsHeld: true });
    hold('F9', 5);
    await used;
    hold('F9', 5);
    release();
    expect(done).toEqual(['start', 'stop']);
  });

  it('goes on where keys were let go before that could be noticed, until they are pressed and let go again', async () => {
    const shortcut = shortcutWith(true);
    const used = shortcut.use({ shortcut: 'F9', shortcutIsHeld: true });
    hold('F9', 1);
    await used;
    expect(done).toEqual(['start']);
    hold('F9', 3);
    release();
    expect(done).toEqual(['start', 'stop']);
  });

  it('goes on where it turns out that keys cannot be held, until they are pressed again', async () => {
    const shortcut = shortcutWith(false);
    const used = shortcut.use({ shortcut: 'F9', shortcutIsHeld: true });
    hold('F9', 1);
    lose();
    await used;
    hold('F9', 4);
    expect(done).toEqual(['start']);
    press('F9', 5000);
    expect(done).toEqual(['start', 'toggle']);
    press('F9', 5000);
    expect(done).toEqual(['start', 'toggle', 'toggle']);
  });

  it('ends the take where it can be noticed no longer that keys are let go, says so, and toggles from then on', async () => {
    const shortcut = shortcutWith(true);
    await shortcut.use({ shortcut: 'F9', shortcutIsHeld: true });
    hold('F9', 4);
    lose();
    // They are still down.
    hold('F9', 4);
    vi.advanceTimersByTime(5000);
    expect(done).toEqual(['start', 'stop', 'changed']);
    expect([shortcut.holds, shortcut.problem]).toEqual([false, expect.stringMatching(/no longer noticed/u)]);
    press('F9', 5000);
    press('F9', 5000);
    expect(done.slice(3)).toEqual(['toggle', 'toggle']);
    await shortcut.use({ shortcut: 'F9', shortcutIsHeld: false });
    await shortcut.use({ shortcut: 'F9', shortcutIsHeld: true });
    expect([shortcut.holds, shortcut.problem]).toEqual([true, null]);
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
    expect([shortcut.holds, shortcut.problem]).toEqual([false, expect.stringMatching(/cannot be noticed/u)]);
  });
});
