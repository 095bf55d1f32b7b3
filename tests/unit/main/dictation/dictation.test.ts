import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { fail, failures, ok } from '../../../../src/contract/result';
import { id, listening, settle, stage, utterance } from '../../../support/dictationStage';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a take in which nothing goes wrong', () => {
  it('begins when the first sample is kept and ends when the last words are final and saved', async () => {
    const { dictation, capture, recognizer, takes, states, events } = await listening();
    expect(dictation.status).toMatchObject({ phase: 'listening', takeId: id, keptSeconds: 1, failure: null });
    recognizer.last.say({ type: 'final', utterance: utterance('hello@0-1') });
    const stopped = dictation.stop();
    takes.seconds = 2;
    capture.last.say({ type: 'stopped', keptSamples: 32_000 });
    await settle();
    recognizer.last.say({ type: 'final', utterance: utterance('world@1-2') }, { type: 'finished' });
    expect(await stopped).toEqual(ok(takes.saved));
    expect(takes.saved).toMatchObject({ seconds: 2, model: 'English' });
    expect(events).toEqual([
      'saved ',
      'saved hello',
      'told hello',
      'saved hello world',
      'told world',
      'saved hello world',
    ]);
    expect(states.map((state) => state.phase)).toEqual(['idle', 'starting', 'listening', 'stopping', 'idle']);
  });

  it('tells what may have been said, and does not keep it', async () => {
    const { dictation, recognizer, takes, doubted } = await listening();
    recognizer.last.say({ type: 'doubted', utterance: utterance('yes@0-1') });
    await settle();
    expect(doubted).toEqual([utterance('yes@0-1')]);
    expect(dictation.status.utterances).toEqual([]);
    expect(takes.saved?.utterances).toEqual([]);
  });

  it('joins the two processes by the two ends of one line, once the first sample is kept', async () => {
    const { capture, recognizer } = await listening();
    expect(capture.last.ports.map((port) => port.line)).toEqual(recognizer.last.ports.map((port) => port.line));
    expect(recognizer.last.sent.at(-1)).toEqual({ type: 'open', wavPath: '/takes/audio.wav', resumeSample: 0 });
  });

  it('gives the recognizer the vocabulary as it is when the take begins', async () => {
    const { dictation, recognizer, vocabulary, ready, speak } = stage();
    vocabulary.push('Kowalczyk', 'Port Haven');
    ready();
    const started = dictation.start(null);
    await speak();
    await started;
    expect(recognizer.last.sent.at(-1)).toMatchObject({ type: 'open', terms: ['Kowalczyk', 'Port Haven'] });
  });

  it('takes a fresh capture process for the next take', async () => {
    const { dictation, capture, recognizer } = await listening();
    const used = capture.last;
    const stopped = dictation.stop();
    used.say({ type: 'stopped', keptSamples: 16_000 });
    await settle();
    recognizer.last.say({ type: 'finished' });
    await stopped;
    expect(used.isKilled).toBe(true);
    expect(capture.forked.map(({ isKilled }) => isKilled)).toEqual([true, false, false]);
    expect(capture.last.sent).toEqual([]);
  });

  it('refuses a second take, and to stop where nothing is recorded', async () => {
    expect(await stage().dictation.stop()).toEqual(fail('not-listening'));
    const { dictation } = await listening();
    expect(await dictation.start(null)).toEqual(fail('busy'));
  });
});

describe('a microphone that cannot be opened', () => {
  it('leaves no take and says why', async () => {
    const { dictation, capture, takes } = stage();
    const started = dictation.start('Headset');
    await settle();
    expect(capture.last.sent.at(-1)).toMatchObject({ type: 'start', deviceName: 'Headset' });
    const failure = { code: 'microphone-unknown', message: failures['microphone-unknown'] } as const;
    capture.last.say({ type: 'failed', failure });
    expect(await started).toEqual(fail('microphone-unknown'));
    expect(takes.discarded).toEqual([id]);
    expect(dictation.status.phase).toBe('idle');
  });

  it('is given up when it never gives a sample', async () => {
    const { dictation } = stage();
    const started = dictation.start(null);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await started).toEqual(fail('microphone-lost'));
  });
});

describe('the list of microphones', () => {
  it('comes from an idle capture process, and from memory while one is open', async () => {
    const { dictation, capture, speak } = stage();
    const listed = dictation.devices();
    const devices = [{ id: 1, name: 'Headset', isDefault: true }];
    capture.last.say({ type: 'devices', devices });
    expect(await listed).toEqual(ok(devices));
    const started = dictation.start(null);
    await speak();
    await started;
    expect(await dictation.devices()).toEqual(ok(devices));
    expect(capture.last.sent.map((command) => command.type)).toEqual(['list-devices', 'start']);
  });

  it('is a failure when the process dies, and is asked of a fresh one afterwards', async () => {
    const { dictation, capture } = stage();
    const lost = dictation.devices();
    capture.last.crash();
    expect(await lost).toEqual(fail('microphone-lost'));
    const listed = dictation.devices();
    capture.last.say({ type: 'devices', devices: [] });
    expect(await listed).toEqual(ok([]));
  });
});
