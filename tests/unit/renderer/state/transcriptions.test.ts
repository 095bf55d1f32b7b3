import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { NoticeState } from '../../../../src/renderer/state/notice.svelte';
import { TranscriptionsState } from '../../../../src/renderer/state/transcriptions.svelte';
import { FakeBridge, takeId } from '../../../support/fakeBridge';
import { fakeJob } from '../../../support/fakeTranscriptions';

let bridge: FakeBridge;
let notices: NoticeState;
let files: TranscriptionsState;
let stop: () => void;
const texts: string[] = [];

beforeEach(async () => {
  vi.useFakeTimers();
  texts.length = 0;
  bridge = new FakeBridge();
  notices = new NoticeState();
  files = new TranscriptionsState(bridge, notices, (id) => texts.push(id));
  stop = files.follow();
  await vi.advanceTimersByTimeAsync(0);
});

afterEach(() => {
  stop();
  notices.dismiss();
  expect(bridge.listenerCount).toBe(0);
  vi.useRealTimers();
});

describe('TranscriptionsState', () => {
  it('says how many files came, and when one is written down', () => {
    bridge.files.tell({ jobs: [fakeJob({ id: takeId(1) }), fakeJob({ id: takeId(2), name: 'talk.mp3' })] });
    expect(notices.current?.text).toBe('2 files wait to be written down.');
    bridge.files.tell({ jobs: [fakeJob({ id: takeId(1), state: 'running' })] });
    bridge.files.tell({ jobs: [fakeJob({ id: takeId(1), state: 'done', takeId: takeId(8) })] });
    expect(notices.current?.text).toBe('“meeting.mp3” is written down.');
    expect(texts).toEqual([takeId(8)]);
    expect(files.open).toEqual([]);
  });

  it('says that what was heard of a cancelled file is kept, and shows it', () => {
    bridge.files.tell({ jobs: [fakeJob({ id: takeId(1), state: 'running' })] });
    bridge.files.tell({ jobs: [] });
    bridge.files.tell({ jobs: [fakeJob({ id: takeId(1), state: 'done', takeId: takeId(8) })] });
    expect(notices.current?.text).toBe('What was heard of “meeting.mp3” is kept.');
    expect(texts).toEqual([takeId(8)]);
    bridge.files.tell({ jobs: [] });
    expect(notices.current?.text).toBe('What was heard of “meeting.mp3” is kept.');
  });

  it('counts what is still to be done, and not what has failed', () => {
    const states = ['done', 'failed', 'running', 'waiting'] as const;
    bridge.files.tell({ jobs: states.map((state, index) => fakeJob({ id: takeId(index + 1), state })) });
    expect(files.ahead.map(({ state }) => state)).toEqual(['running', 'waiting']);
  });

  it('pauses and goes on', async () => {
    await files.togglePause();
    expect(files.queue.isPaused).toBe(true);
    await files.togglePause();
    expect(files.queue.isPaused).toBe(false);
  });

  it('says what was refused', async () => {
    bridge.refuse('transcriptions:again', 'busy');
    expect(await files.again({ id: takeId(1), model: 'bundled', usesVocabulary: true, hearsAgain: true })).toBe(false);
    expect(files.failure?.code).toBe('busy');
  });
});
