import { describe, expect, it } from 'vitest';

import { ok } from '../../../../src/contract/result';
import { HeldKeys, keyCodesOf } from '../../../../src/platform/keyboard/heldKeys';
import { chooseKeyboard } from '../../../../src/platform/keyboard/openKeyboard';
import { ProgramKeyboard, type ProgramRun } from '../../../../src/platform/keyboard/programKeyboard';
import { terminalClasses } from '../../../../src/platform/keyboard/terminals';

describe('chooseKeyboard', () => {
  const linux = (environment: Record<string, string>, ...installed: string[]) =>
    chooseKeyboard({ platform: 'linux', environment, isInstalled: (name) => installed.includes(name) });

  it('takes what the desktop has', () => {
    expect(chooseKeyboard({ platform: 'win32', environment: {}, isInstalled: () => false })).toEqual(ok('native'));
    expect(linux({ DISPLAY: ':0' }, 'xdotool', 'wtype')).toEqual(ok('xdotool'));
    expect(linux({ DISPLAY: ':0' })).toEqual(ok('native'));
    expect(linux({ DISPLAY: ':0', WAYLAND_DISPLAY: 'wayland-0' }, 'xdotool', 'ydotool')).toEqual(ok('ydotool'));
    expect(linux({ DISPLAY: ':0', WAYLAND_DISPLAY: 'wayland-0', XDG_SESSION_TYPE: 'x11' })).toEqual(ok('native'));
  });

  it('says what is missing', () => {
    expect(linux({ XDG_SESSION_TYPE: 'wayland' }, 'xdotool')).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(/wtype or ydotool/u) as string },
    });
    expect(linux({}).ok).toBe(false);
  });
});

describe('ProgramKeyboard', () => {
  it('gives the text on standard input, and counts keys', async () => {
    const runs: unknown[] = [];
    const run = (...words: unknown[]): Promise<ProgramRun> => {
      runs.push(words);
      return Promise.resolve({ output: '', complaint: null });
    };
    await new ProgramKeyboard('wtype', run).type('“naïve” -M ctrl');
    await new ProgramKeyboard('ydotool', run).erase(2);
    expect(runs).toEqual([
      ['wtype', ['-'], '“naïve” -M ctrl'],
      ['ydotool', ['key', '14:1', '14:0', '14:1', '14:0'], ''],
    ]);
  });

  it('presses Enter between lines, where the program itself would type something else', async () => {
    const runs: unknown[] = [];
    const run = (name: string, words: readonly string[], input: string): Promise<ProgramRun> => {
      runs.push([name, words[0], words.slice(-2).join(' '), input]);
      return Promise.resolve({ output: '', complaint: null });
    };
    await new ProgramKeyboard('xdotool', run).type('one\n\ntwo\nthree\n');
    await new ProgramKeyboard('wtype', run).type('one\n\ntwo');
    expect(runs).toEqual([
      ['xdotool', 'type', '--file -', 'one'],
      ['xdotool', 'key', '2 Return', ''],
      ['xdotool', 'type', '--file -', 'two'],
      ['xdotool', 'key', '1 Return', ''],
      ['xdotool', 'type', '--file -', 'three'],
      ['xdotool', 'key', '1 Return', ''],
      ['wtype', '-', '-', 'one\n\ntwo'],
    ]);
  });

  it('types nothing more where a line could not be typed', async () => {
    const typed: string[] = [];
    const keyboard = new ProgramKeyboard('xdotool', (_name, _words, input) => {
      typed.push(input);
      return Promise.resolve({ output: '', complaint: 'no display' });
    });
    expect((await keyboard.type('one\ntwo')).ok).toBe(false);
    expect(typed).toEqual(['one']);
  });

  it('pastes into terminals what is selected, and into everything else what is on the clipboard', async () => {
    const sourceIn = (front: string, terminals: string): Promise<string> =>
      new ProgramKeyboard('xdotool', (_name, [word]) =>
        Promise.resolve({
          output: word === 'search' ? terminals : front,
          complaint: front === '' || terminals === '' ? 'it ended with 1' : null,
        }),
      ).findSource();
    expect(await sourceIn('2097164\n', '6291458\n2097164\n')).toBe('selection');
    expect(await sourceIn('209716\n', '6291458\n2097164\n')).toBe('clipboard');
    expect(await sourceIn('2097164\n', '')).toBe('clipboard');
    expect(await sourceIn('', '2097164\n')).toBe('clipboard');
    const never = (): Promise<never> => Promise.reject(new Error('wtype knows no windows'));
    expect(await new ProgramKeyboard('wtype', never).findSource()).toBe('clipboard');
  });

  it('tells windows apart where that can be done', async () => {
    const frontOf = (name: 'xdotool' | 'wtype', run: ProgramRun): Promise<string | null> =>
      new ProgramKeyboard(name, () => Promise.resolve(run)).findFront();
    expect(await frontOf('xdotool', { output: '2097164\n', complaint: null })).toBe('2097164');
    expect(await frontOf('xdotool', { output: '', complaint: 'no display' })).toBeNull();
    expect(await frontOf('wtype', { output: '2097164', complaint: null })).toBeNull();
  });

  it('looks for terminals anew where a window went away under the search', async () => {
    const answers = [
      { output: '', complaint: 'X Error of failed request:  BadWindow (invalid Window parameter)' },
      { output: '2097164\n', complaint: null },
    ];
    const run = (_name: string, [word]: readonly string[]): Promise<ProgramRun> =>
      Promise.resolve(word === 'search' ? answers.shift()! : { output: '2097164\n', complaint: null });
    expect(await new ProgramKeyboard('xdotool', run).findSource()).toBe('selection');
  });

  it('knows terminals by their classes', () => {
    const isTerminal = (name: string): boolean => new RegExp(terminalClasses, 'iu').test(name);
    expect(['XTerm', 'Gnome-terminal', 'org.wezfurlong.wezterm', 'st'].map(isTerminal)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(['Steam', 'Mousepad', 'footnote', 'Code'].map(isTerminal)).toEqual([false, false, false, false]);
  });

  it('tells what the program complains of', async () => {
    const keyboard = new ProgramKeyboard('xdotool', () => Promise.resolve({ output: '', complaint: 'no display' }));
    expect(await keyboard.paste('clipboard')).toMatchObject({
      ok: false,
      error: { code: 'keys-unavailable', message: 'xdotool could not press keys: no display' },
    });
  });
});

describe('HeldKeys', () => {
  const names = { Ctrl: 29, CtrlRight: 3613, Shift: 42, ShiftRight: 54, Space: 57, A: 30 };

  it('tells once when the first key of the combination is let go', () => {
    let released = 0;
    const held = new HeldKeys(keyCodesOf('Control+Shift+Space', names) ?? [], () => (released += 1));
    for (const code of [3613, 54, 30]) held.press(code);
    held.release(30);
    held.press(57);
    held.press(57);
    held.release(54);
    held.release(57);
    held.release(3613);
    expect(released).toBe(1);
  });

  it('tells of keys that were down before it was looked at', () => {
    let released = 0;
    const held = new HeldKeys(keyCodesOf('Control+Shift+Space', names) ?? [], () => (released += 1));
    // Of three keys that are held only the last one comes again.
    held.press(57);
    held.release(57);
    held.release(30);
    expect(released).toBe(0);
    held.release(42);
    expect(released).toBe(1);
  });

  it('knows no key that the system has no number for', () => {
    expect(keyCodesOf('Control+Nowhere', names)).toBeNull();
  });
});
