import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { failures } from '../../../../src/contract/result';
import { settle, stage } from '../../../support/dictationStage';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const lost = { code: 'microphone-lost', message: failures['microphone-lost'] } as const;

function armed(deviceName: string | null = null) {
  const all = stage();
  all.readied.microphone = { deviceName };
  all.dictation.prepare();
  all.ready();
  return all;
}

describe('a microphone that is kept ready', () => {
  it('is opened once, and the take begins in its process', async () => {
    const { dictation, capture, speak } = armed();
    dictation.prepare();
    expect(capture.last.sent).toEqual([{ type: 'arm', deviceName: null }]);
    const started = dictation.start(null);
    await speak();
    expect(await started).toMatchObject({ ok: true });
    expect(capture.forked.map(({ sent }) => sent.length)).toEqual([2, 0]);
    expect(capture.last.sent.map(({ type }) => type)).toEqual(['arm', 'start']);
  });

  it('is left for a fresh process where the take is to have another', async () => {
    const { dictation, capture } = armed('Headset');
    void dictation.start('Desk');
    await settle();
    expect(capture.forked.map(({ isKilled }) => isKilled)).toEqual([true, false, false]);
    expect(capture.last.sent.map(({ type }) => type)).toEqual(['start']);
  });

  it('is closed when it is not wanted any more', () => {
    const { dictation, capture, readied } = armed();
    readied.microphone = null;
    dictation.prepare();
    expect(capture.forked.map(({ isKilled }) => isKilled)).toEqual([true, false, false]);
    expect(capture.last.sent).toEqual([]);
  });

  it('is opened again after the question for devices, which takes a fresh process', () => {
    const { dictation, capture } = armed();
    void dictation.devices();
    expect(capture.forked.map(({ isKilled }) => isKilled)).toEqual([true, false]);
    expect(capture.last.sent.map(({ type }) => type)).toEqual(['list-devices', 'arm']);
  });

  it('is opened by the take itself when it was lost meanwhile, of which nobody hears', async () => {
    const { dictation, capture, states, speak } = armed();
    const told = states.length;
    capture.last.say({ type: 'failed', failure: lost });
    expect(states).toHaveLength(told);
    const started = dictation.start(null);
    await speak();
    expect(await started).toMatchObject({ ok: true });
    expect(capture.last.sent.map(({ type }) => type)).toEqual(['start']);
    expect(dictation.status.failure).toBeNull();
  });

  it('is not touched while a take has it, and is ready again after the take', async () => {
    const { dictation, capture, recognizer, speak } = armed();
    const started = dictation.start(null);
    await speak();
    await started;
    dictation.prepare();
    expect(capture.forked.map(({ sent }) => sent.length)).toEqual([2, 0]);
    const stopped = dictation.stop();
    capture.last.say({ type: 'stopped', keptSamples: 16_000 });
    await settle();
    recognizer.last.say({ type: 'finished' });
    await stopped;
    expect(capture.last.sent).toEqual([{ type: 'arm', deviceName: null }]);
  });

  it('is opened again at once when its process was ended from outside, and left alone where that ends again', () => {
    const { dictation, capture } = armed('Headset');
    capture.last.crash();
    expect(capture.forked).toHaveLength(2);
    expect(capture.last.sent).toEqual([{ type: 'arm', deviceName: 'Headset' }]);
    capture.last.crash();
    expect(capture.forked).toHaveLength(2);
    dictation.prepare();
    vi.advanceTimersByTime(10_000);
    capture.last.crash();
    expect(capture.forked).toHaveLength(4);
  });
});
