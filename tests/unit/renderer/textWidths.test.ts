import { expect, it, vi } from 'vitest';

import { TextWidths } from '../../../src/renderer/textWidths';

it('measures a text once while it is shown, and keeps none that is not', () => {
  const measure = vi.fn((text: string) => text.length);
  const widths = new TextWidths(measure);
  expect(widths.of(['one', 'three'])).toEqual(
    new Map([
      ['one', 3],
      ['three', 5],
    ]),
  );
  expect(widths.of(['three', 'four']).size).toBe(2);
  expect(measure.mock.calls.flat()).toEqual(['one', 'three', 'four']);
  widths.of(['one']);
  expect(measure.mock.calls.flat()).toEqual(['one', 'three', 'four', 'one']);
});
