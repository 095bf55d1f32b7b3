import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { NoticeState } from '../../../../src/renderer/state/notice.svelte';

let notices: NoticeState;
const shown = (): string | null => notices.current?.text ?? null;

beforeEach(() => {
  vi.useFakeTimers();
  notices = new NoticeState();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('NoticeState', () => {
  it('answers at once what the user does, for a while', async () => {
    notices.show({ text: 'one' });
    notices.show({ text: 'two' });
    expect(shown()).toBe('two');
    await vi.advanceTimersByTimeAsync(8000);
    expect(shown()).toBeNull();
  });

  it('lets news wait for what is shown, and shows them one after the other', async () => {
    const undo = async (): Promise<void> => undefined;
    notices.show({ text: 'deleted', undo });
    notices.tell({ text: 'first' });
    notices.tell({ text: 'second' });
    await vi.advanceTimersByTimeAsync(7900);
    expect(shown()).toBe('deleted');
    await vi.advanceTimersByTimeAsync(200);
    expect(shown()).toBe('first');
    await vi.advanceTimersByTimeAsync(8000);
    expect(shown()).toBe('second');
    notices.dismiss();
    expect(shown()).toBeNull();
  });

  it('lets them wait as long as what is shown is pointed at', async () => {
    notices.show({ text: 'deleted' });
    notices.pause();
    notices.tell({ text: 'news' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(shown()).toBe('deleted');
    notices.resume();
    await vi.advanceTimersByTimeAsync(8000);
    expect(shown()).toBe('news');
  });

  it('shows news again that an answer has hidden, and none that was closed or taken back', async () => {
    notices.tell({ text: 'news' });
    notices.show({ text: 'answer' });
    expect(shown()).toBe('answer');
    await notices.undo();
    expect(shown()).toBe('news');
    notices.dismiss();
    notices.show({ text: 'answer' });
    notices.dismiss();
    expect(shown()).toBeNull();
  });

  it('puts news in the place of earlier ones, whether these are shown or wait', async () => {
    const [earlier, other] = [{ text: 'one file' }, { text: 'other' }];
    notices.tell(earlier);
    const later = { text: 'two files' };
    notices.tell(later, earlier);
    expect(shown()).toBe('two files');
    notices.show({ text: 'answer' });
    notices.tell(other);
    const last = { text: 'three files' };
    notices.tell(last, later);
    expect([notices.holds(later), notices.holds(last), notices.holds(other)]).toEqual([false, true, true]);
    notices.dismiss();
    expect(shown()).toBe('three files');
  });
});
