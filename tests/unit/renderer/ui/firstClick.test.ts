import { expect, it } from 'vitest';

import { firstClick } from '../../../../src/renderer/ui/firstClick';

it('does a deed for a click and for a key, and not for the second click of a double click', () => {
  let deeds = 0;
  const onclick = firstClick(() => (deeds += 1));
  for (const detail of [2, 3]) onclick({ detail });
  expect(deeds).toBe(0);
  for (const detail of [1, 0]) onclick({ detail });
  expect(deeds).toBe(2);
});
