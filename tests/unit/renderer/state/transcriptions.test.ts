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

  it('says that a file is in the list already', () => {
    const jobs = [1, 2, 3, 4].map((number) => fakeJob({ id: takeId(number), isRepeated: number > 1 }));
    bridge.files.tell({ jobs: jobs.slice(0, 1) });
    bridge.files.tell({ jobs: jobs.slice(0, 2) });
    expect(notices.current?.text).toBe('“meeting.mp3” is already in the list and will be written down once more.');
    bridge.files.tell({ jobs });
    expect(notices.current?.text).toBe(
      '2 files wait to be written down. 2 of them are already in the list and will be written down once more.',
    );
    bridge.files.tell({ jobs: [...jobs, fakeJob({ id: takeId(5) }), fakeJob({ id: takeId(6), isRepeated: true })] });
    expect(notices.current?.text).toMatch(/\. One of them is already in the list and will be/u);
  });

  it('says why a file failed, and how many did where others fail or are done meanwhile', () => {
    const note = '“meeting.mp3” cannot be read: it is empty.';
    const [one, two, three] = [1, 2, 3].map((number) => fakeJob({ id: takeId(number) }));
    const failed = { state: 'failed', note } as const;
    bridge.files.tell({ jobs: [one!, two!, three!] });
    bridge.files.tell({ jobs: [{ ...one!, ...failed }, two!, three!] });
    expect(notices.current?.text).toBe(note);
    bridge.files.tell({ jobs: [{ ...one!, ...failed }, { ...two!, ...failed, note: 'The disk is full.' }, three!] });
    const both = '2 files could not be written down. Sound files, in the Library, says why.';
    expect(notices.current?.text).toBe(both);
    const done = { ...three!, state: 'done', takeId: takeId(8) } as const;
    bridge.files.tell({ jobs: [{ ...one!, ...failed }, { ...two!, ...failed }, done] });
    expect(notices.current?.text).toBe(`“meeting.mp3” is written down. ${both}`);
  });

  it('says of a file that fails later that it failed, without those that were told before', () => {
    const failed = fakeJob({ id: takeId(1), state: 'failed', note: '“meeting.mp3” cannot be read: it is empty.' });
    const later = fakeJob({ id: takeId(2), name: 'talk.mp3' });
    bridge.files.tell({ jobs: [failed, later] });
    notices.dismiss();
    bridge.files.tell({ jobs: [failed, { ...later, state: 'running' }] });
    expect(notices.current).toBeNull();
    bridge.files.tell({ jobs: [failed, { ...later, state: 'failed', note: 'The model is no longer there.' }] });
    expect(notices.current?.text).toBe('“talk.mp3” could not be written down. The model is no longer there.');
  });

  it('lets what the user is to act on stand, and tells then of all that was written down meanwhile', async () => {
    const jobs = ['a', 'b', 'c', 'd'].map((name, place) => fakeJob({ id: takeId(place + 1), name }));
    const done = (count: number) =>
      jobs.map((job, place) => (place < count ? ({ ...job, state: 'done', takeId: takeId(place + 8) } as const) : job));
    bridge.files.tell({ jobs });
    notices.dismiss();
    notices.show({ text: 'A take is deleted.', undo: async () => undefined });
    bridge.files.tell({ jobs: done(1) });
    bridge.files.tell({ jobs: done(2) });
    expect(notices.current?.text).toBe('A take is deleted.');
    await vi.advanceTimersByTimeAsync(8000);
    expect(notices.current?.text).toBe('“a” is written down.');
    bridge.files.tell({ jobs: done(4) });
    expect(notices.current?.text).toBe('“a” and 3 others are written down.');
  });

  it('tells of the first of many, and of the others together once nothing is to be done any more', () => {
    const jobs = Array.from({ length: 20 }, (_, place) => fakeJob({ id: takeId(place + 1), name: `${place}` }));
    const done = (count: number) =>
      jobs.map((job, place) => (place < count ? ({ ...job, state: 'done', takeId: takeId(900) } as const) : job));
    const told: (string | undefined)[] = [];
    const tell = (changes: Parameters<typeof bridge.files.tell>[0]): void => {
      bridge.files.tell(changes);
      told.push(notices.current?.text);
      notices.dismiss();
    };
    for (const count of [0, 1, 2, 3, 18]) tell({ jobs: done(count) });
    tell({ isPaused: true });
    tell({ isPaused: false });
    tell({ jobs: done(19) });
    tell({ jobs: done(20) });
    expect(told).toEqual([
      '20 files wait to be written down.',
      '“0” is written down.',
      undefined,
      undefined,
      undefined,
      '“1” and 16 others are written down.',
      undefined,
      '“18” is written down.',
      '“19” is written down.',
    ]);
  });

  it('tells at once of a take that was to be transcribed again, and with a failure of what was written down', () => {
    const [one, two, three, again] = [1, 2, 3, 4].map((number) => fakeJob({ id: takeId(number), name: `${number}` }));
    const done = { state: 'done', takeId: takeId(900) } as const;
    const take = { ...again!, takeId: takeId(9) };
    bridge.files.tell({ jobs: [one!, two!, three!, take] });
    bridge.files.tell({ jobs: [{ ...one!, ...done }, two!, three!, take] });
    notices.dismiss();
    const first = { ...one!, ...done };
    bridge.files.tell({ jobs: [first, two!, three!, { ...take, state: 'done' }] });
    expect(notices.current?.text).toBe('“4” is written down.');
    notices.dismiss();
    bridge.files.tell({ jobs: [first, { ...two!, ...done }, three!] });
    expect(notices.current).toBeNull();
    bridge.files.tell({ jobs: [first, { ...two!, ...done }, { ...three!, state: 'failed', note: '“3” is empty.' }] });
    expect(notices.current?.text).toBe('“2” is written down. “3” is empty.');
  });

  it('says where dropped folders have no sound, or too much to be looked through', () => {
    for (const [searched, text] of [
      [{ count: 0, isCut: false, refused: 0 }, 'There are no sound files in what was dropped.'],
      [{ count: 0, isCut: true, refused: 0 }, /^No sound files were found, and not all/u],
      [{ count: 1000, isCut: true, refused: 0 }, /^1000 sound files were taken, and not all/u],
      [
        { count: 3, isCut: false, refused: 2345 },
        'The list of sound files is full: 3 of these were added and 2,345 were not. Add those once others are written down.',
      ],
    ] as const) {
      bridge.emit('transcriptions:searched', searched);
      expect(notices.current?.text).toMatch(text);
    }
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

  it('says of a folder that is watched what of it is left alone', async () => {
    await files.watch();
    expect(notices.current).toBeNull();
    for (const [count, text] of [
      [1, 'One sound file was in the folder already and is left alone. Add files has it written down, too.'],
      [12, '12 sound files were in the folder already and are left alone. Add files has them written down, too.'],
    ] as const) {
      bridge.files.inFolder = count;
      await files.watch();
      expect(notices.current?.text).toBe(text);
    }
  });

  it('says what was refused', async () => {
    bridge.refuse('transcriptions:again', 'busy');
    expect(await files.again({ id: takeId(1), model: 'bundled', usesVocabulary: true, hearsAgain: true })).toBe(false);
    expect(files.failure?.code).toBe('busy');
  });
});
