import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { NoticeState } from '../../../../src/renderer/state/notice.svelte';
import { VoiceState } from '../../../../src/renderer/state/voice.svelte';
import { FakeBridge } from '../../../support/fakeBridge';
import { checksOf, recording, recordingId } from '../../../support/fakeVoice';

let bridge: FakeBridge;
let notices: NoticeState;
let voice: VoiceState;
let stopFollowing: () => void;

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);
const texts = (): string[] => voice.recordings.map(({ text }) => text);

beforeEach(async () => {
  vi.useFakeTimers();
  bridge = new FakeBridge();
  bridge.voice.recordings = [
    recording(1, 'One two.'),
    recording(2, 'Three four five.', { checks: checksOf('Three four five.', ['clipped']) }),
  ];
  notices = new NoticeState();
  voice = new VoiceState(bridge, notices);
  stopFollowing = voice.follow();
  await settle();
});

afterEach(() => {
  stopFollowing();
  notices.dismiss();
  expect(bridge.listenerCount).toBe(0);
  vi.useRealTimers();
});

describe('VoiceState', () => {
  it('lists the newest first, and counts what is used', () => {
    expect(texts()).toEqual(['Three four five.', 'One two.']);
    expect(voice.usedSeconds).toBeCloseTo(1.6);
  });

  it('records the sentence that is shown, and tells what was found', async () => {
    const { sentence } = voice;
    await voice.toggle('Røde NT-USB');
    expect(voice.phase).toBe('recording');
    bridge.emit('voice:level', { rmsDbfs: -19, peakDbfs: -8 });
    expect(voice.levelDbfs).toBe(-19);
    await voice.toggle(null);
    expect([voice.phase, voice.checked?.text, voice.sentence]).toEqual(['checked', sentence, sentence]);
  });

  it('goes on to the next sentence, and asks for more when none is left', async () => {
    const seen = [];
    for (let index = 0; index < 4; index += 1) {
      seen.push(voice.sentence);
      await voice.next();
    }
    expect(new Set(seen).size).toBe(3);
    expect(seen[3]).toBe(seen[0]);
    expect(bridge.asked.filter((name) => name === 'voice:prompts')).toHaveLength(2);
  });

  it('forgets a recording that is to be read again', async () => {
    const { sentence } = voice;
    await voice.toggle(null);
    await voice.toggle(null);
    await voice.redo();
    await settle();
    expect([voice.phase, voice.sentence, voice.recordings.length]).toEqual(['ready', sentence, 2]);
  });

  it('leaves the verdict where it is when the recording cannot be removed', async () => {
    await voice.toggle(null);
    await voice.toggle(null);
    bridge.refuse('voice:remove', 'file-unwritable');
    await voice.redo();
    expect([voice.phase, voice.failure?.code]).toEqual(['checked', 'file-unwritable']);
  });

  it('keeps nothing of a recording that is cancelled', async () => {
    await voice.toggle(null);
    await voice.cancel();
    expect(voice.phase).toBe('ready');
    expect(bridge.asked.at(-1)).toBe('voice:cancel');
    await voice.cancel();
    expect(bridge.asked.filter((name) => name === 'voice:cancel')).toHaveLength(1);
  });

  it('tells why a recording could not begin, and is ready again', async () => {
    bridge.refuse('voice:record', 'busy');
    await voice.toggle(null);
    expect([voice.phase, voice.failure?.code]).toEqual(['ready', 'busy']);
  });

  it('says what went wrong until something is done, whatever is read meanwhile', async () => {
    await voice.toggle(null);
    bridge.refuse('voice:stop', 'disk-full');
    await voice.toggle(null);
    bridge.emit('voice:changed', undefined);
    await settle();
    expect(voice.failure?.code).toBe('disk-full');
    voice.dismissFailure();
    expect(voice.failure).toBeNull();
  });

  it('ends the recording whose microphone is lost', async () => {
    await voice.toggle(null);
    bridge.emit('voice:lost', { code: 'microphone-lost', message: 'The microphone is gone.' });
    expect([voice.phase, voice.failure?.code]).toEqual(['ready', 'microphone-lost']);
  });

  it('says nothing of a microphone that is lost while something else listens to it', () => {
    bridge.emit('voice:lost', { code: 'microphone-lost', message: 'The microphone is gone.' });
    expect(voice.failure).toBeNull();
  });

  it('uses a recording all the same, in the list and in its verdict', async () => {
    bridge.voice.findings = ['clipped'];
    await voice.toggle(null);
    await voice.toggle(null);
    await voice.use(voice.checked?.id ?? '', true);
    await settle();
    expect([voice.checked?.isUsed, voice.recordings[0]?.isUsed]).toEqual([true, true]);
  });

  it('removes, and brings back', async () => {
    await voice.remove(recordingId(1));
    await settle();
    expect(texts()).toEqual(['Three four five.']);
    await notices.undo();
    await settle();
    expect(texts()).toContain('One two.');
  });

  it('puts the verdict away with the recording that is removed from the list', async () => {
    await voice.toggle(null);
    await voice.toggle(null);
    await voice.remove(voice.checked?.id ?? '');
    expect([voice.phase, voice.checked]).toEqual(['ready', null]);
  });

  it('shows how far an import is, and its report', async () => {
    bridge.voice.report = { taken: 2, takenSeconds: 9, doubtful: [], refused: [], notLookedAt: 0 };
    const answer = bridge.hold('voice:import');
    const imported = voice.import('folder');
    bridge.emit('voice:importing', { done: 1, total: 2 });
    expect(voice.importing).toEqual({ done: 1, total: 2 });
    voice.cancelImport();
    expect(voice.isStopping).toBe(true);
    answer();
    await imported;
    expect([voice.importing, voice.isStopping, voice.report?.taken]).toEqual([null, false, 2]);
    expect(bridge.asked).toContain('voice:cancel-import');
  });

  it('tells that there are no new corrections', async () => {
    await voice.collectCorrections();
    expect(notices.current?.text).toContain('no corrected words');
  });
});
