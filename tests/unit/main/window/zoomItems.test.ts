import { expect, it } from 'vitest';

import { zoomItems } from '../../../../src/main/window/zoomItems';

it('zooms with the keys that need no Shift, and with those of the number pad, and shows each deed once', () => {
  const keysOf = (wanted: string): unknown[] =>
    zoomItems.filter(({ role }) => role === wanted).map(({ accelerator }) => accelerator);
  expect(keysOf('zoomIn')).toEqual([undefined, 'CommandOrControl+=', 'CommandOrControl+numadd']);
  expect(keysOf('zoomOut')).toEqual([undefined, 'CommandOrControl+numsub']);
  expect(keysOf('resetZoom')).toEqual([undefined, 'CommandOrControl+num0']);
  expect(zoomItems.filter(({ visible }) => visible !== false)).toHaveLength(3);
});
