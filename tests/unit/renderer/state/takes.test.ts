import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { NoticeState } from '../../../../src/renderer/state/notice.svelte';
import { TakesState } from '../../../../src/renderer/state/takes.svelte';
import { FakeBridge, take, takeId } from '../../../support/fakeBridge';

let bridge: FakeBridge;
let notices: NoticeState;
let takes: TakesState;
let stopFollowing: () => void;

const titles = (): string => takes.list.map(({ title }) => title).join(', ');
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

beforeEach(async () => {
  vi.useFakeTimers();
  bridge = new FakeBridge({ takes: [take(1), take(3), take(2)] });
  notices = new NoticeState();
  takes = new TakesState(bridge, notices);
  stopFollowing = takes.follow();
  await settle();
});

afterEach(() => {
  stopFollowing();
  notices.dismiss();
  expect(bridge.listenerCount).toBe(0);
  vi.useRealTimers();
});

describe('TakesState', () => {
  it('lists the newest first, a group a day', () => {
    expect(titles()).toBe('Take 3, Take 2, Take 1');
    expect(takes.groups.map((group) => group.takes.length)).toEqual([1, 1, 1]);
  });

  it('opens the newest when none is open, and leaves an open one', async () => {
    await takes.openAny();
    expect(takes.take?.title).toBe('Take 3');
    await takes.open(takeId(1));
    await takes.openAny();
    expect(takes.take?.title).toBe('Take 1');
  });

  it('shows the take that was chosen last, whichever answer comes last', async () => {
    const answer = bridge.hold('takes:get');
    const first = takes.open(takeId(1));
    await takes.open(takeId(2));
    answer();
    await first;
    expect(takes.take?.id).toBe(takeId(2));
  });

  it('renames, and takes no empty name', async () => {
    await takes.open(takeId(2));
    await takes.rename('  Letter ');
    expect(titles()).toBe('Take 3, Letter, Take 1');
    await takes.rename('   ');
    expect(takes.take?.title).toBe('Letter');
  });

  it('corrects one utterance', async () => {
    await takes.open(takeId(2));
    expect(await takes.correct(0, ' other words ')).toBe(true);
    expect(takes.take?.utterances[0]?.words.map(({ text }) => text)).toEqual(['other', 'words']);
    expect(takes.take?.corrected).toBe(true);
    expect(takes.list[1]?.preview).toBe('other words');
  });

  it('keeps the take as it was when a correction could not be written', async () => {
    await takes.open(takeId(2));
    bridge.refuse('takes:correct', 'disk-full');
    expect(await takes.correct(0, 'other')).toBe(false);
    expect(takes.failure?.code).toBe('disk-full');
    expect(takes.take?.corrected).toBe(false);
  });

  it('deletes, opens the next, and brings the take back by undo', async () => {
    await takes.open(takeId(2));
    await takes.remove();
    expect(titles()).toBe('Take 3, Take 1');
    expect(takes.take?.title).toBe('Take 1');
    expect(notices.current?.text).toBe('“Take 2” is deleted.');
    await notices.undo();
    expect(titles()).toBe('Take 3, Take 2, Take 1');
    expect(takes.take?.title).toBe('Take 2');
  });

  it('has nothing open after the last take was deleted', async () => {
    for (const number of [1, 2, 3]) {
      await takes.open(takeId(number));
      await takes.remove();
    }
    expect([takes.list.length, takes.take, takes.selectedId]).toEqual([0, null, null]);
  });

  it('tells where an export went, and nothing when it was cancelled', async () => {
    await takes.open(takeId(1));
    await takes.export('srt');
    expect(notices.current?.text).toBe('Exported as Take 1.srt.');
    notices.dismiss();
    bridge.exportFolder = null;
    await takes.export('txt');
    expect(notices.current).toBeNull();
  });
});

describe('NoticeState', () => {
  it('goes after eight seconds, but not while it is pointed at', async () => {
    notices.show({ text: 'Kept.' });
    notices.pause();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(notices.current?.text).toBe('Kept.');
    notices.resume();
    await vi.advanceTimersByTimeAsync(7999);
    expect(notices.current?.text).toBe('Kept.');
    await vi.advanceTimersByTimeAsync(1);
    expect(notices.current).toBeNull();
  });
});
