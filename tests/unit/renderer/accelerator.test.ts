import { describe, expect, it } from 'vitest';

import { acceleratorOf, keysOf, whyRefused } from '../../../src/renderer/accelerator';

const press = (code: string, ...modifiers: string[]) => ({
  key: '',
  code,
  ctrlKey: modifiers.includes('ctrl'),
  metaKey: modifiers.includes('meta'),
  shiftKey: modifiers.includes('shift'),
  altKey: modifiers.includes('alt'),
});

describe('acceleratorOf', () => {
  it('writes a combination as main does', () => {
    expect(acceleratorOf(press('Space', 'ctrl', 'shift'))).toBe('CommandOrControl+Shift+Space');
    expect(acceleratorOf(press('KeyD', 'ctrl', 'alt'))).toBe('CommandOrControl+Alt+D');
    expect(acceleratorOf(press('F9'))).toBe('F9');
  });

  it('takes no key from its use, and waits while only modifiers are down', () => {
    expect(acceleratorOf(press('KeyD', 'shift'))).toBeNull();
    expect(acceleratorOf(press('Space'))).toBeNull();
    expect(acceleratorOf(press('ControlLeft', 'ctrl'))).toBeNull();
  });

  it('is shown as keys', () => {
    expect(keysOf('CommandOrControl+Shift+Space')).toEqual(['Mod', 'Shift', 'Space']);
  });
});

describe('whyRefused', () => {
  const why = (code: string, ...modifiers: string[]): string | null => whyRefused(press(code, ...modifiers), false);

  it('knows what every program needs itself', () => {
    const used = [why('KeyC', 'ctrl'), why('Digit1', 'ctrl'), why('KeyZ', 'ctrl', 'shift'), why('F4', 'ctrl')];
    for (const reason of used) expect(reason).toMatch(/^Every program needs these keys itself/u);
    const free = [why('Space', 'ctrl'), why('KeyC', 'ctrl', 'alt'), why('KeyD', 'alt'), why('F4')];
    expect(free).toEqual([null, null, null, null]);
  });

  it('says of each kind what is so', () => {
    expect(why('KeyA')).toMatch(/Alone or with Shift/u);
    expect(why('Space', 'shift')).toMatch(/Alone or with Shift/u);
    expect(why('Tab', 'alt')).toMatch(/^Tab goes/u);
    expect(why('F4', 'alt')).toMatch(/^Alt\+F4 closes windows/u);
    expect(why('KeyA', 'meta')).toMatch(/belong to the system/u);
    for (const code of ['PrintScreen', 'ArrowLeft', 'Comma', 'Delete', 'AudioVolumeUp'])
      expect(why(code, 'ctrl')).toMatch(/cannot be in the shortcut/u);
  });

  it('says nothing while modifiers alone are down, nor of the key of a Mac', () => {
    expect([why('ControlLeft', 'ctrl'), why('AltRight', 'alt'), why('MetaLeft', 'meta')]).toEqual([null, null, null]);
    expect(whyRefused(press('KeyD', 'meta', 'shift'), true)).toBeNull();
  });
});
