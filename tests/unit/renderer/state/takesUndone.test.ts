import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { NoticeState } from '../../../../src/renderer/state/notice.svelte';
import type { TakesState } from '../../../../src/renderer/state/takes.svelte';
import { type FakeBridge, takeId } from '../../../support/fakeBridge';
import { followTakes } from './followTakes';

let bridge: FakeBridge;
let notices: NoticeState;
let takes: TakesState;
let end: () => void;

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

beforeEach(async () => {
  ({ bridge, notices, takes, end } = await followTakes());
});

afterEach(() => {
  end();
});

describe('takes that are changed or deleted, and then are not', () => {
  it('leaves several takes chosen whose pins and tags are undone and done again', async () => {
    const chosen = (): string => [...takes.chosen].sort().join();
    await takes.open(takeId(2));
    takes.extendTo(takeId(1));
    await settle();
    const before = chosen();
    await takes.editChosen({ kind: 'pin', pinned: true });
    await takes.undo();
    expect([chosen(), takes.selectedId, takes.take?.pinned]).toEqual([before, takeId(1), false]);
    await takes.redo();
    expect([chosen(), takes.take?.pinned]).toEqual([before, true]);
    // Of others the first is opened, and of a text its take, which would not be seen among several.
    takes.choose(takeId(3));
    await settle();
    await takes.rename('Another');
    await takes.undo();
    takes.chooseAll();
    await settle();
    await takes.redo();
    expect(chosen()).toBe(takeId(3));
    await takes.undo();
    await takes.undo();
    expect(takes.chosen.size).toBe(1);
    expect(takes.chosen.has(takeId(3))).toBe(false);
  });

  it('offers to bring takes back only until they are back by another way', async () => {
    await takes.open(takeId(3));
    await takes.remove();
    bridge.emit('takes:removed', { ids: [takeId(1)], because: 'age' });
    await bridge.request('takes:delete', { ids: [takeId(1)] });
    await settle();
    expect(notices.current?.text).toBe('“Take 3” is deleted.');
    await bridge.request('takes:restore', { ids: [takeId(1)] });
    await settle();
    expect(notices.current?.text).toBe('“Take 3” is deleted.');
    await bridge.request('takes:restore', { ids: [takeId(3)] });
    await settle();
    expect(notices.current).toBeNull();
  });

  it('offers to bring a take back where a list from before it was deleted comes late', async () => {
    await takes.open(takeId(3));
    const late = bridge.hold('takes:list');
    bridge.emit('takes:changed', undefined);
    await takes.remove();
    expect(notices.current?.text).toBe('“Take 3” is deleted.');
    late();
    await settle();
    expect(notices.current?.text).toBe('“Take 3” is deleted.');
  });
});
