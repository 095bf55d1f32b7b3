import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { BackendTimes, TimerCommand, TimerEvent } from '../../../../src/contract/backends';
import { BackendTiming } from '../../../../src/main/dictation/backendTiming';
import { FakeProgram } from '../../../support/fakeWorkers';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const modelPath = '/models/english.utter';
const times: BackendTimes = { tensorflow: 200, wasm: 500 };

function stage() {
  const timer = new FakeProgram<TimerCommand, TimerEvent>();
  const kept: BackendTimes[] = [];
  let failures = 0;
  const timing = new BackendTiming({
    fork: timer.fork,
    untimed: () => (kept.length === 0 ? { modelPath } : null),
    timed: (each) => kept.push(each),
    failed: () => (failures += 1),
  });
  const waitQuietly = (): void => {
    timing.consider(true);
    vi.advanceTimersByTime(10_000);
  };
  return { timer, kept, timing, waitQuietly, failures: () => failures };
}

describe('the timing of backends', () => {
  it('begins when nobody has dictated for a while, and ends its process', () => {
    const { timer, kept, timing, waitQuietly } = stage();
    timing.consider(true);
    expect(timer.forked).toHaveLength(0);
    waitQuietly();
    expect(timer.last.sent).toEqual([{ type: 'time', modelPath }]);
    timer.last.say({ type: 'timed', times });
    expect(kept).toEqual([times]);
    expect(timer.last.isKilled).toBe(true);
  });

  it('is not done twice', () => {
    const { timer, timing, waitQuietly } = stage();
    waitQuietly();
    timer.last.say({ type: 'timed', times });
    waitQuietly();
    timing.consider(true);
    expect(timer.forked).toHaveLength(1);
  });

  it('is broken off by a take, and done after it', () => {
    const { timer, kept, timing, waitQuietly } = stage();
    waitQuietly();
    timing.consider(false);
    expect(timer.last.isKilled).toBe(true);
    waitQuietly();
    timer.last.say({ type: 'timed', times });
    expect(kept).toEqual([times]);
  });

  it('is left when it fails, until the app is started again', () => {
    const { timer, waitQuietly, failures } = stage();
    waitQuietly();
    timer.last.crash();
    expect(failures()).toBe(1);
    waitQuietly();
    expect(timer.forked).toHaveLength(1);
  });
});
