import { describe, expect, it } from 'vitest';

import { acceleratorOf, keysOf } from '../../../src/renderer/accelerator';

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

  it('is shown as keys', () => {
    expect(keysOf('CommandOrControl+Shift+Space')).toEqual(['Mod', 'Shift', 'Space']);
  });
});
