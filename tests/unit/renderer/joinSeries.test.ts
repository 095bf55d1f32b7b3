import { describe, expect, it } from 'vitest';

import { joinSeries } from '../../../src/renderer/joinSeries';

describe('joinSeries', () => {
  it('puts series of different steps over all steps, in order', () => {
    const loss = [
      [1, 0.9],
      [10, 0.5],
    ] as const;
    const errors = [
      [0, 48],
      [10, 40],
    ] as const;
    expect(joinSeries([loss, errors])).toEqual([
      [0, 1, 10],
      [null, 0.9, 0.5],
      [48, null, 40],
    ]);
  });

  it('is empty for nothing', () => {
    expect(joinSeries([[]])).toEqual([[], []]);
  });
});
