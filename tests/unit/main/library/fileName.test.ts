import fc from 'fast-check';
import { expect, it } from 'vitest';

import { fileNameOf } from '../../../../src/main/library/fileName';

it('leaves ordinary titles as they are', () => {
  expect(fileNameOf('Letter to Zoë, second part', 'take')).toBe('Letter to Zoë, second part');
});

it.each([
  ['24 November 2026 at 14:53', '24 November 2026 at 14-53'],
  ['../../etc/passwd', '-..-etc-passwd'],
  [' . ', 'take'],
  ['', 'take'],
  ['con', 'con-'],
  ['NUL.backup', 'NUL.backup-'],
])('makes of “%s” the name “%s”', (title, name) => {
  expect(fileNameOf(title, 'take')).toBe(name);
});

it('gives names of at most 200 bytes, whole characters, and nothing that a file system refuses', () => {
  const titles = fc.string({ unit: 'grapheme', minLength: 0, maxLength: 200 });
  fc.assert(
    fc.property(titles, (title) => {
      const name = fileNameOf(title, 'take');
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(201);
      expect(name).not.toMatch(/[\p{Cc}\p{Cs}<>:"/\\|?*]|^[. ]|[. ]$|^$/u);
      expect(Buffer.from(name).toString()).toBe(name);
    }),
  );
  expect(fileNameOf('話'.repeat(200), 'take')).toBe('話'.repeat(66));
});
