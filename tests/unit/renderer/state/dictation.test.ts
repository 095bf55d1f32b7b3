import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { defaultShaping } from '../../../../src/contract/defaultShaping';
import { shapeAll } from '../../../../src/core/shaping/shape';
import { DictationState } from '../../../../src/renderer/state/dictation.svelte';
import { paragraphsOf } from '../../../../src/renderer/pageText';
import { FakeBridge, idleStatus, take, takeId, utterance } from '../../../support/fakeBridge';
import { utterancesOf } from '../../../support/shaping';

const hello = utterance('0.5 hello 0.9 there 1.2');
const again = utterance('3 once 3.4 more 3.8');
const listening = { ...idleStatus, phase: 'listening', takeId: takeId(7), keptSeconds: 12 } as const;

let bridge: FakeBridge;
let dictation: DictationState;
let stopFollowing: () => void;

/** Lets the answers of the bridge arrive; the clock stands still. */
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

async function follow(scene: ConstructorParameters<typeof FakeBridge>[0] = {}): Promise<void> {
  bridge = new FakeBridge(scene);
  dictation = new DictationState(bridge);
  stopFollowing = dictation.follow();
  await settle();
}

const shown = (): string =>
  paragraphsOf(dictation.utterances, dictation.partial)
    .map(({ settled, heard, unfinished }) => settled + heard + unfinished)
    .join(' / ');
const announced = (): string => dictation.announcements.map(({ text }) => text).join(' | ');
const silence = { columns: new Uint8Array(), endSeconds: 0 };
const level = (rmsDbfs: number): void => {
  bridge.emit('dictation:sound', { rmsDbfs, peakDbfs: rmsDbfs + 6, ...silence });
};

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  stopFollowing();
  expect(bridge.listenerCount).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

describe('DictationState', () => {
  it('holds the last words that may have been said, beside the text, until the next take', async () => {
    await follow();
    await dictation.start(null);
    for (const start of [1, 2, 2, 3, 4]) bridge.emit('dictation:doubted', utterance(`${start} yes ${start + 0.4}`));
    expect(dictation.doubted.map(({ startSeconds }) => startSeconds)).toEqual([2, 3, 4]);
    expect(dictation.text).toBe('');
    await dictation.stop();
    expect(dictation.doubted).toHaveLength(3);
    await dictation.start(null);
    expect(dictation.doubted).toEqual([]);
  });

  it('starts, shows words, stops, and keeps them on the page with their take', async () => {
    await follow();
    await dictation.start(null);
    expect(dictation.phase).toBe('listening');
    bridge.emit('dictation:partial', { committed: 'hello', unfinished: 'the' });
    expect(shown()).toBe('hello the');
    bridge.status = { ...bridge.status, utterances: [hello], keptSeconds: 2 };
    bridge.emit('dictation:final', hello);
    expect(shown()).toBe('hello there');
    await dictation.stop();
    expect(dictation.phase).toBe('idle');
    expect(dictation.kept?.utterances).toEqual([hello]);
    expect(shown()).toBe('hello there');
    expect(dictation.elapsedSeconds).toBe(2);
  });

  it('takes up a take that was in progress before the window loaded', async () => {
    await follow({ status: { ...listening, utterances: [hello] } });
    expect(dictation.phase).toBe('listening');
    expect(shown()).toBe('hello there');
  });

  it('shows a final utterance once, whether main’s state or the event tells it first', async () => {
    await follow({ status: listening });
    bridge.emit('dictation:final', hello);
    bridge.tell({ utterances: [hello] });
    bridge.tell({ utterances: [hello, again] });
    bridge.emit('dictation:final', again);
    expect(shown()).toBe('hello there / once more');
  });

  it('says why it could not start, and is ready again', async () => {
    await follow();
    bridge.refuse('dictation:start', 'microphone-none');
    await dictation.start(null);
    expect(dictation.phase).toBe('idle');
    expect(dictation.failure?.code).toBe('microphone-none');
    bridge.allow('dictation:start');
    await dictation.start(null);
    expect(dictation.failure).toBeNull();
  });

  it('shows main’s state when it could not stop', async () => {
    await follow({ status: { ...listening, utterances: [hello] } });
    bridge.refuse('dictation:stop', 'disk-full');
    await dictation.stop();
    expect(dictation.phase).toBe('listening');
    expect(dictation.failure?.code).toBe('disk-full');
  });

  it('says after a while that the last words are being heard, and takes nothing off the page meanwhile', async () => {
    await follow({ status: { ...listening, utterances: [hello] } });
    bridge.emit('dictation:partial', { committed: 'once', unfinished: 'mo' });
    const answer = bridge.hold('dictation:stop');
    const stopping = dictation.stop();
    await vi.advanceTimersByTimeAsync(1000);
    bridge.tell({ phase: 'stopping' });
    expect([dictation.hint, shown()]).toEqual(['last-words', 'hello there / once mo']);
    answer();
    await stopping;
    expect(dictation.hint).toBeNull();
  });

  it('asks for nothing when toggled while it starts', async () => {
    await follow();
    const answer = bridge.hold('dictation:start');
    const starting = dictation.start(null);
    await dictation.toggle(null);
    answer();
    await starting;
    expect(bridge.asked.filter((name) => name !== 'dictation:state')).toEqual(['dictation:start']);
    expect(dictation.phase).toBe('listening');
  });

  it('keeps the text of a take that was stopped from elsewhere', async () => {
    await follow({ takes: [take(7, { utterances: [hello] })], status: { ...listening, utterances: [hello] } });
    bridge.tell({ phase: 'stopping' });
    bridge.tell(idleStatus);
    await settle();
    expect(dictation.kept?.id).toBe(takeId(7));
    expect(shown()).toBe('hello there');
  });

  it('clears the page when a take is started from elsewhere', async () => {
    await follow();
    await dictation.start(null);
    bridge.tell({ utterances: [hello] });
    await dictation.stop();
    bridge.tell({ ...idleStatus, phase: 'starting', takeId: takeId(8) });
    expect(shown()).toBe('');
    expect(dictation.kept).toBeNull();
  });

  it('takes the kept take back, and brings it again', async () => {
    await follow();
    await dictation.start(null);
    await dictation.stop();
    await dictation.setDiscarded(true);
    expect(dictation.isDiscarded).toBe(true);
    await dictation.setDiscarded(false);
    expect(dictation.isDiscarded).toBe(false);
    expect(bridge.asked.slice(-2)).toEqual(['takes:delete', 'takes:restore']);
  });

  it('follows what becomes of the kept take in the Library', async () => {
    await follow();
    await dictation.start(null);
    await dictation.stop();
    const kept = { id: dictation.kept?.id ?? '' };
    const seen = [[], [kept], [], [kept]].map((list) => {
      dictation.noteTakes(list);
      return dictation.isDiscarded;
    });
    expect(seen).toEqual([false, false, true, false]);
  });
});

describe('elapsed time', () => {
  it('counts on from what main has kept, and stands while the microphone is gone', async () => {
    await follow({ status: listening });
    await vi.advanceTimersByTimeAsync(3000);
    expect(dictation.elapsedSeconds).toBeCloseTo(15, 1);
    bridge.tell({ phase: 'interrupted', keptSeconds: 14.5 });
    await vi.advanceTimersByTimeAsync(9000);
    expect(dictation.elapsedSeconds).toBe(14.5);
    bridge.tell({ phase: 'listening' });
    await vi.advanceTimersByTimeAsync(1000);
    expect(dictation.elapsedSeconds).toBeCloseTo(15.5, 1);
  });
});

describe('a disk that refuses the last words', () => {
  it('leaves them on the page, also when the Library tells of the take', async () => {
    await follow({ status: { ...listening, utterances: [hello, again] }, takes: [take(7, { utterances: [hello] })] });
    bridge.tell({ ...idleStatus, failure: { code: 'disk-full', message: 'full' } });
    await settle();
    dictation.noteTakes([take(7)]);
    await settle();
    expect(dictation.utterances).toEqual([hello, again]);
    expect(dictation.failure?.code).toBe('disk-full');
  });
});

describe('hints', () => {
  it('warns after five silent seconds, until a sound comes', async () => {
    await follow({ status: listening });
    level(-75);
    await vi.advanceTimersByTimeAsync(4700);
    expect(dictation.hint).toBeNull();
    await vi.advanceTimersByTimeAsync(400);
    expect(dictation.hint).toBe('silent');
    level(-30);
    await vi.advanceTimersByTimeAsync(200);
    expect(dictation.hint).toBe('no-words');
  });

  it('goes when words come, and returns five seconds after them', async () => {
    await follow({ status: listening });
    await vi.advanceTimersByTimeAsync(5200);
    expect(dictation.hint).toBe('no-words');
    bridge.emit('dictation:partial', { committed: '', unfinished: 'he' });
    expect(dictation.hint).toBeNull();
    await vi.advanceTimersByTimeAsync(4000);
    expect(dictation.hint).toBeNull();
    await vi.advanceTimersByTimeAsync(1200);
    expect(dictation.hint).toBe('no-words');
  });
});

describe('the page', () => {
  const parts = (): unknown => paragraphsOf(dictation.utterances, dictation.partial);

  it('tells what has settled from what was heard so far, and settles it with the utterance, which may put it right', async () => {
    await follow({ status: { ...listening, utterances: [again] } });
    bridge.emit('dictation:partial', { committed: 'yellow', unfinished: 'bear' });
    expect(parts()).toEqual([
      { settled: 'once more', heard: '', unfinished: '' },
      { settled: '', heard: 'yellow ', unfinished: 'bear' },
    ]);
    bridge.emit('dictation:final', hello);
    expect(parts()).toEqual([
      { settled: 'once more', heard: '', unfinished: '' },
      { settled: 'hello there', heard: '', unfinished: '' },
    ]);
  });
});

describe('the hint of a sound that is cut off', () => {
  it('comes when it happens again and again, stays while words come, and goes five seconds later', async () => {
    await follow({ status: listening });
    const loud = () => {
      bridge.emit('dictation:sound', { rmsDbfs: -6, peakDbfs: 0, ...silence });
    };
    loud();
    await vi.advanceTimersByTimeAsync(200);
    expect(dictation.hint).toBeNull();
    for (let count = 0; count < 3; count += 1) loud();
    await vi.advanceTimersByTimeAsync(200);
    expect(dictation.hint).toBe('clipping');
    bridge.emit('dictation:partial', { committed: '', unfinished: 'he' });
    expect(dictation.hint).toBe('clipping');
    await vi.advanceTimersByTimeAsync(4900);
    expect(dictation.hint).toBeNull();
  });
});

describe('announcements', () => {
  it('say each word once, when it has settled', async () => {
    await follow({ status: listening });
    bridge.emit('dictation:partial', { committed: 'hello', unfinished: 'the' });
    bridge.emit('dictation:partial', { committed: 'hello', unfinished: 'there' });
    bridge.emit('dictation:final', hello);
    bridge.tell({ utterances: [hello] });
    bridge.emit('dictation:partial', { committed: 'once', unfinished: '' });
    bridge.emit('dictation:final', again);
    expect(announced()).toBe('hello there | once more');
  });

  it('say that words were taken back', async () => {
    await follow({ status: listening });
    const [said] = shapeAll(defaultShaping, utterancesOf('hello there'));
    bridge.emit('dictation:final', said!);
    const [emptied, scratched, next] = shapeAll(defaultShaping, utterancesOf('hello there | scratch that | once'));
    bridge.tell({ utterances: [emptied!, scratched!] });
    bridge.emit('dictation:final', next!);
    expect(announced()).toBe('Hello there | Taken back | Once');
  });

  it('begin anew with the next take', async () => {
    await follow();
    await dictation.start(null);
    bridge.emit('dictation:final', hello);
    await dictation.stop();
    await dictation.start(null);
    bridge.emit('dictation:final', hello);
    expect(announced()).toBe('hello there');
  });
});
