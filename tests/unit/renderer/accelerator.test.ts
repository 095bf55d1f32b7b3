import { describe, expect, it } from 'vitest';

import { acceleratorOf, isUsedEverywhere, keysOf } from '../../../src/renderer/accelerator';

const press = (code: string, ...modifiers: string[]) => ({
  key: '',
  code,
  ctrlKey: modifiers.includes('ctrl'),
  metaKey: false,
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

  it('knows what every program needs itself', () => {
    const used = [press('KeyC', 'ctrl'), press('Digit1', 'ctrl'), press('KeyZ', 'ctrl', 'shift'), press('F4', 'alt')];
    expect(used.map((keys) => isUsedEverywhere(acceleratorOf(keys) ?? ''))).toEqual([true, true, true, true]);
    const free = [press('Space', 'ctrl'), press('KeyC', 'ctrl', 'alt'), press('KeyD', 'alt'), press('F4')];
    expect(free.map((keys) => isUsedEverywhere(acceleratorOf(keys) ?? ''))).toEqual([false, false, false, false]);
  });

  it('is shown as keys', () => {
    expect(keysOf('CommandOrControl+Shift+Space')).toEqual(['Mod', 'Shift', 'Space']);
  });
});
