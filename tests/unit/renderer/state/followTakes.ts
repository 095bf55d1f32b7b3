import { expect, vi } from 'vitest';

import { NoticeState } from '../../../../src/renderer/state/notice.svelte';
import { TakesState } from '../../../../src/renderer/state/takes.svelte';
import { FakeBridge, take } from '../../../support/fakeBridge';

interface FollowedTakes {
  readonly bridge: FakeBridge;
  readonly notices: NoticeState;
  readonly takes: TakesState;
  /** To be called behind each test: nobody listens any more. */
  readonly end: () => void;
}

/** The state of a list of three takes, on a clock that tests turn. */
export async function followTakes(): Promise<FollowedTakes> {
  vi.useFakeTimers();
  const bridge = new FakeBridge({ takes: [take(1), take(3), take(2)] });
  const notices = new NoticeState();
  const takes = new TakesState(bridge, notices);
  const stopFollowing = takes.follow();
  await vi.advanceTimersByTimeAsync(0);
  const end = (): void => {
    stopFollowing();
    notices.dismiss();
    expect(bridge.listenerCount).toBe(0);
    vi.useRealTimers();
  };
  return { bridge, notices, takes, end };
}
