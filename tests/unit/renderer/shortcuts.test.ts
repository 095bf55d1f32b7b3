import { describe, expect, it } from 'vitest';

import { commandOf, dictationKeys, keyMap, keyNames } from '../../../src/renderer/shortcuts';

/** "Ctrl+Shift+Space", as the keyboard event that it makes. */
function press(notation: string): Parameters<typeof commandOf>[0] {
  const parts = notation.split('+');
  const code = parts.at(-1) ?? '';
  return {
    code,
    key: code === 'Slash' && parts.includes('Shift') ? '?' : code,
    ctrlKey: parts.includes('Ctrl'),
    metaKey: parts.includes('Meta'),
    shiftKey: parts.includes('Shift'),
    altKey: parts.includes('Alt'),
  };
}

describe('commandOf', () => {
  it.each([
    ['Ctrl+Shift+Space', 'toggle-dictation'],
    ['Meta+Shift+Space', 'toggle-dictation'],
    ['Ctrl+Digit1', 'dictate'],
    ['Ctrl+Digit2', 'library'],
    ['Meta+Digit3', 'train'],
    ['Meta+Digit4', 'words'],
    ['Meta+Digit5', 'settings'],
    ['Ctrl+KeyE', 'export'],
    ['Meta+KeyA', 'select-all'],
    ['Space', 'play'],
    ['ArrowLeft', 'back'],
    ['ArrowRight', 'forward'],
    ['F8', 'next-uncertain'],
    ['Shift+F8', 'previous-uncertain'],
    ['KeyN', 'next-uncertain'],
    ['Ctrl+KeyH', 'replace'],
    ['Shift+Slash', 'keys'],
  ])('reads %s as %s', (notation, command) => {
    expect(commandOf(press(notation))).toBe(command);
  });

  it.each(['KeyE', 'Digit1', 'Shift+Space', 'Ctrl+Alt+KeyE', 'Ctrl+Shift+KeyE', 'Ctrl+Digit9', 'Alt+Space'])(
    'leaves %s alone',
    (notation) => {
      expect(commandOf(press(notation))).toBeNull();
    },
  );
});

it('names the keys that are chosen for dictating, as long as they work', () => {
  const chosen = ['Mod', 'Alt', 'D'];
  expect(dictationKeys(chosen, { shortcutWorks: true, shortcutHolds: false })).toEqual({
    keys: chosen,
    does: 'Start or stop dictating',
  });
  expect(dictationKeys(chosen, { shortcutWorks: true, shortcutHolds: true }).does).toBe(
    'Dictate while they are held down',
  );
  const { keys } = dictationKeys(chosen, { shortcutWorks: false, shortcutHolds: false });
  expect(commandOf(press(keys.join('+').replace('Mod', 'Ctrl')))).toBe('toggle-dictation');
});

it('names the keys that zoom', () => {
  expect(keyMap.find(({ does }) => does.includes('larger'))?.keys).toEqual(['Mod', '+']);
});

describe('keyNames', () => {
  it('names the modifier as the system does', () => {
    expect(keyNames(['Mod', 'Shift', 'Space'], false)).toEqual(['Ctrl', 'Shift', 'Space']);
    expect(keyNames(['Mod', 'Shift', 'Space'], true)).toEqual(['⌘', '⇧', 'Space']);
  });
});
