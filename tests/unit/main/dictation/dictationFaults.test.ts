import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { fail, failures } from '../../../../src/contract/result';
import { id, listening, settle, stage, utterance } from '../../../support/dictationStage';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a recognizer that is loaded anew in mid-take', () => {
  it('goes on behind the last final utterance, and the microphone is left alone', async () => {
    const { capture, dictation, recognizer, ready } = await listening();
    recognizer.last.say({ type: 'final', utterance: utterance('hello@0-0.5') });
    await settle();
    dictation.reload();
    expect(recognizer.forked.map(({ isKilled }) => isKilled)).toEqual([true, false]);
    expect(recognizer.last.sent).toMatchObject([{ type: 'load' }]);
    ready();
    expect(recognizer.last.sent.at(-1)).toMatchObject({ type: 'open', resumeSample: 8000 });
    expect(capture.forked.map(({ isKilled }) => isKilled)).toEqual([false, false]);
    expect(capture.last).toBe(capture.forked[0]);
    expect(dictation.status).toMatchObject({ phase: 'listening', failure: null });
  });
});

describe('a capture process that dies in mid-take', () => {
  it('interrupts the take, which goes on in the same file with a fresh process', async () => {
    const { dictation, capture, recognizer, speak } = await listening();
    recognizer.last.say({ type: 'final', utterance: utterance('hello@0-0.5') });
    await settle();
    capture.last.crash();
    expect(dictation.status).toMatchObject({ phase: 'interrupted', takeId: id, failure: { code: 'microphone-lost' } });
    await vi.advanceTimersByTimeAsync(0);
    expect(capture.last.sent).toEqual([{ type: 'start', deviceName: null, wavPath: '/takes/audio.wav' }]);
    await speak(1.5);
    expect(dictation.status).toMatchObject({ phase: 'listening', failure: null, keptSeconds: 1.5 });
    expect(recognizer.last.sent.at(-1)).toMatchObject({ type: 'open', resumeSample: 8000 });
    expect(recognizer.last.ports.at(-1)?.line).toBe(capture.last.ports.at(-1)?.line);
  });

  it('is replaced at once, then tried again every second, and the recognizer is left alone until a microphone is back', async () => {
    const { dictation, capture, recognizer, speak } = await listening();
    capture.last.crash();
    await vi.advanceTimersByTimeAsync(0);
    for (let tries = 0; tries < 5; tries += 1) {
      expect(capture.forked).toHaveLength(3 + tries);
      capture.last.say({ type: 'failed', failure: { code: 'microphone-none', message: failures['microphone-none'] } });
      expect(dictation.status.phase).toBe('interrupted');
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(recognizer.last.ports).toHaveLength(1);
    await speak(2);
    expect(dictation.status.phase).toBe('listening');
    expect(capture.forked).toHaveLength(8);
  });

  it('is replaced by one that has stood by, and another stands by then', async () => {
    const { capture } = await listening();
    const [first, standBy] = capture.forked;
    expect(standBy?.sent).toEqual([]);
    first?.crash();
    await vi.advanceTimersByTimeAsync(0);
    expect(standBy?.sent).toMatchObject([{ type: 'start' }]);
    expect(capture.forked.map(({ sent }) => sent.length)).toEqual([1, 1, 0]);
  });

  it('is nothing to the take where it only stood by', async () => {
    const { dictation, capture } = await listening();
    const [first, standBy] = capture.forked;
    standBy?.crash();
    expect(dictation.status).toMatchObject({ phase: 'listening', failure: null });
    first?.crash();
    await vi.advanceTimersByTimeAsync(0);
    expect(capture.forked.map(({ sent }) => sent.length)).toEqual([1, 0, 1, 0]);
  });

  it('counts as dead when it says nothing any more', async () => {
    const { dictation, capture } = await listening();
    const stuck = capture.last;
    await vi.advanceTimersByTimeAsync(4000);
    expect(dictation.status.phase).toBe('interrupted');
    expect(stuck.isKilled).toBe(true);
  });

  it('does not keep Stop from ending with every word of the file: main says that the audio is over', async () => {
    const { dictation, capture, recognizer, takes } = await listening();
    capture.last.crash();
    const stopped = dictation.stop();
    await settle();
    expect(recognizer.last.sent.at(-1)).toMatchObject({ type: 'open', resumeSample: 0 });
    recognizer.last.say({ type: 'final', utterance: utterance('hello@0-1') }, { type: 'finished' });
    expect((await stopped).ok).toBe(true);
    expect(takes.saved).toMatchObject({ seconds: 1, utterances: [utterance('hello@0-1')] });
    expect(dictation.status).toMatchObject({ phase: 'idle', failure: null });
  });

  it('leaves the words that a full disk would not take in the room that was kept for them', async () => {
    const { dictation, capture, recognizer, takes } = await listening();
    takes.failure = 'disk-full';
    capture.last.say({ type: 'failed', failure: { code: 'disk-full', message: failures['disk-full'] } });
    await settle();
    recognizer.last.say({ type: 'final', utterance: utterance('hello@0-1') }, { type: 'finished' });
    await settle();
    expect(takes.saved).toMatchObject({ utterances: [{ words: [{ text: 'hello' }] }] });
    expect(takes.isReserved).toBe(false);
    expect(dictation.status).toMatchObject({ phase: 'idle', failure: { code: 'disk-full' } });
  });

  it('ends the take where the disk is full', async () => {
    const { dictation, capture, recognizer } = await listening();
    capture.last.say({ type: 'failed', failure: { code: 'disk-full', message: failures['disk-full'] } });
    await settle();
    recognizer.last.say({ type: 'finished' });
    await settle();
    expect(dictation.status).toMatchObject({ phase: 'idle', failure: { code: 'disk-full' } });
  });
});

describe('a recognizer process that dies in mid-take', () => {
  it('is started again and reads on from the end of the last final utterance', async () => {
    const { dictation, capture, recognizer, ready } = await listening();
    recognizer.last.say({ type: 'final', utterance: utterance('hello@0-0.75') });
    await settle();
    recognizer.last.crash();
    expect(dictation.status).toMatchObject({ phase: 'listening', failure: { code: 'recognizer-lost' } });
    await vi.advanceTimersByTimeAsync(300);
    ready();
    expect(dictation.status.failure).toBeNull();
    expect(capture.last.sent.at(-1)).toEqual({ type: 'reconnect' });
    expect(recognizer.last.sent.at(-1)).toMatchObject({ type: 'open', resumeSample: 12_000 });
    expect(recognizer.last.ports.at(-1)?.line).toBe(capture.last.ports.at(-1)?.line);
  });

  it('keeps words once that come twice', async () => {
    const { recognizer, events } = await listening();
    recognizer.last.say({ type: 'final', utterance: utterance('hello@0-0.75') });
    recognizer.last.say({ type: 'final', utterance: utterance('hello@0-0.75') });
    await settle();
    expect(events.filter((event) => event === 'told hello')).toHaveLength(1);
  });

  it('is given up when it keeps dying, and the take goes on without words', async () => {
    const { dictation, recognizer, hear, capture } = await listening();
    for (let crashes = 0; crashes < 6; crashes += 1) {
      recognizer.last.crash();
      hear(crashes + 2);
      await vi.advanceTimersByTimeAsync(300);
    }
    expect(recognizer.forked).toHaveLength(6);
    expect(dictation.status).toMatchObject({ phase: 'listening', keptSeconds: 7 });
    expect(dictation.status.failure?.message).toMatch(/keeps stopping/);
    const stopped = dictation.stop();
    capture.last.say({ type: 'stopped', keptSamples: 7 * 16_000 });
    expect((await stopped).ok).toBe(true);
  });

  it('gets the rest of the file when it dies while the last words are awaited', async () => {
    const { dictation, capture, recognizer, ready } = await listening();
    const stopped = dictation.stop();
    capture.last.say({ type: 'stopped', keptSamples: 16_000 });
    await settle();
    recognizer.last.crash();
    await vi.advanceTimersByTimeAsync(300);
    ready();
    expect(recognizer.last.sent.at(-1)).toMatchObject({ type: 'open', resumeSample: 0 });
    recognizer.last.say({ type: 'final', utterance: utterance('hello@0-1') }, { type: 'finished' });
    expect(await stopped).toMatchObject({ ok: true, value: { utterances: [utterance('hello@0-1')] } });
  });

  it('may have said its last words before the capture process answers Stop', async () => {
    const { dictation, capture, recognizer } = await listening();
    const stopped = dictation.stop();
    recognizer.last.say({ type: 'final', utterance: utterance('hello@0-1') }, { type: 'finished' });
    await settle();
    capture.last.say({ type: 'stopped', keptSamples: 16_000 });
    await settle();
    expect(dictation.status).toMatchObject({ phase: 'idle', failure: null });
    expect(await stopped).toMatchObject({ ok: true, value: { utterances: [{ words: [{ text: 'hello' }] }] } });
  });

  it('reads the rest once when it is started again before the capture process answers Stop', async () => {
    const { dictation, capture, recognizer, ready } = await listening();
    const stopped = dictation.stop();
    recognizer.last.crash();
    await vi.advanceTimersByTimeAsync(300);
    ready();
    expect(recognizer.last.sent.filter(({ type }) => type === 'open')).toEqual([]);
    capture.last.say({ type: 'stopped', keptSamples: 16_000 });
    await settle();
    expect(recognizer.last.sent.filter(({ type }) => type === 'open')).toHaveLength(1);
    recognizer.last.say({ type: 'finished' });
    expect((await stopped).ok).toBe(true);
  });

  it('does not keep Stop waiting for ever when it is stuck, and leaves in the take what was shown', async () => {
    const { dictation, capture, recognizer } = await listening();
    const stuck = recognizer.last;
    recognizer.last.say({ type: 'partial', committed: 'hi', unfinished: '', words: utterance('hi@0-1').words });
    await settle();
    const stopped = dictation.stop();
    capture.last.say({ type: 'stopped', keptSamples: 16_000 });
    await vi.advanceTimersByTimeAsync(30_000);
    const shown = { isCutOff: true, utterances: [{ words: [{ text: 'hi' }] }] };
    expect(await stopped).toMatchObject({ ok: true, value: shown });
    expect(stuck.isKilled).toBe(true);
    expect(dictation.status.failure?.message).toMatch(/last words/);
  });
});

describe('no model', () => {
  it('is told, is not tried again, and the take is recorded all the same', async () => {
    const { dictation, capture, recognizer, speak } = stage();
    recognizer.last.say({ type: 'failed', failure: { code: 'model-missing', message: failures['model-missing'] } });
    expect(dictation.status.failure?.code).toBe('model-missing');
    const started = dictation.start(null);
    await speak();
    expect((await started).ok).toBe(true);
    expect(recognizer.forked).toHaveLength(1);
    const stopped = dictation.stop();
    capture.last.say({ type: 'stopped', keptSamples: 16_000 });
    expect(await stopped).toMatchObject({ ok: true, value: { seconds: 1, utterances: [] } });
  });
});

describe('a disk that refuses take.json', () => {
  it('is told where it refuses the take at its beginning, whichever comes first, state or answer', async () => {
    const { dictation, takes, states, ready } = stage();
    ready();
    takes.failure = 'file-unwritable';
    expect(await dictation.start(null)).toEqual(fail('file-unwritable'));
    expect(states.at(-1)).toMatchObject({ phase: 'idle', failure: { code: 'file-unwritable' } });
  });

  it('is told, the words stay on the screen, and Stop answers with the failure', async () => {
    const { dictation, capture, recognizer, takes, events } = await listening();
    takes.failure = 'file-unwritable';
    recognizer.last.say({ type: 'final', utterance: utterance('hello@0-1') });
    await settle();
    expect(dictation.status.failure?.code).toBe('file-unwritable');
    expect(events).toContain('told hello');
    const stopped = dictation.stop();
    capture.last.say({ type: 'stopped', keptSamples: 16_000 });
    await settle();
    recognizer.last.say({ type: 'finished' });
    expect(await stopped).toEqual(fail('file-unwritable'));
    expect(dictation.status.phase).toBe('idle');
  });
});

describe('an app that ends before the last words are final', () => {
  it('keeps them as they are shown, uncertain and cut off, behind those that are final', async () => {
    const { dictation, recognizer, capture, takes } = await listening();
    recognizer.last.say({ type: 'final', utterance: utterance('hello@0-1') });
    const words = [
      { text: 'so', startSeconds: 1.5 },
      { text: 'far', startSeconds: 1.8 },
    ];
    recognizer.last.say({ type: 'partial', committed: 'so', unfinished: 'far', words, marks: [{ mark: '' }] });
    await settle();
    const stopped = dictation.stop();
    capture.last.say({ type: 'stopped', keptSamples: 48_000 });
    takes.seconds = 3;
    await settle();
    await dictation.keepShown();
    expect(takes.saved?.utterances.map((each) => each.shaped?.words.map(({ text }) => text))).toEqual([
      ['Hello'],
      ['so', 'far'],
    ]);
    expect(takes.saved?.utterances.at(-1)?.words).toMatchObject([
      { text: 'so', startSeconds: 1.5, endSeconds: 1.8 },
      { text: 'far', startSeconds: 1.8, endSeconds: 3 },
    ]);
    expect(takes.saved?.utterances.at(-1)?.words.every(({ confidence }) => confidence < 0.5)).toBe(true);
    expect(takes.saved?.isCutOff).toBe(true);
    recognizer.last.say({ type: 'final', utterance: utterance('too@1.5-3') }, { type: 'finished' });
    await stopped;
    expect(takes.saved?.utterances.at(-1)?.words.map(({ text }) => text)).toEqual(['too']);
    expect(takes.saved?.isCutOff).toBeUndefined();
  });

  it('keeps nothing more where nothing is shown', async () => {
    const { dictation, recognizer, takes } = await listening();
    recognizer.last.say({ type: 'final', utterance: utterance('hello@0-1') });
    await settle();
    const before = takes.saved;
    await dictation.keepShown();
    expect(takes.saved).toBe(before);
  });
});
