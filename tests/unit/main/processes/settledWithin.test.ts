import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { settledWithin } from '../../../../src/main/processes/settledWithin';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

describe('settledWithin', () => {
  it('is true at once for what is settled in time', async () => {
    expect(await settledWithin(Promise.resolve(1), 2000)).toBe(true);
  });

  it('does not wait longer than it is told to', async () => {
    const settled = settledWithin(new Promise(() => undefined), 2000);
    await vi.advanceTimersByTimeAsync(2000);
    expect(await settled).toBe(false);
  });

  it('throws what the promise throws', async () => {
    await expect(settledWithin(Promise.reject(new Error('no')), 2000)).rejects.toThrow('no');
  });
});
