import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { settle, stage, utterance } from '../../../support/dictationStage';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const fiveMinutes = 300_000;

/** Its recognizer has been given back. */
function rested() {
  const all = stage();
  all.ready();
  vi.advanceTimersByTime(fiveMinutes);
  return all;
}

describe('a recognizer that nobody needs', () => {
  it('is given back after five minutes, and stays known by its name', () => {
    const { dictation, recognizer, states } = rested();
    expect(recognizer.last.isKilled).toBe(true);
    expect(recognizer.forked).toHaveLength(1);
    expect(dictation.recognizer).toMatchObject({ backend: 'wasm', model: 'English' });
    expect(states.map(({ failure }) => failure)).toEqual(states.map(() => null));
  });

  it('is there again with the next take, and reads from its beginning what was said meanwhile', async () => {
    const { dictation, recognizer, capture, ready, speak } = rested();
    const started = dictation.start(null);
    await speak(3);
    expect(await started).toMatchObject({ ok: true });
    expect(recognizer.forked).toHaveLength(2);
    ready();
    expect(recognizer.last.sent.at(-1)).toMatchObject({ type: 'open', resumeSample: 0 });
    expect(capture.last.sent.at(-1)).toEqual({ type: 'reconnect' });
  });

  it('hears all of a take that was stopped before it was there', async () => {
    const { dictation, recognizer, capture, ready, speak, takes } = rested();
    void dictation.start(null);
    await speak(2);
    const stopped = dictation.stop();
    await settle();
    capture.last.say({ type: 'stopped', keptSamples: 32_000 });
    await settle();
    ready();
    expect(recognizer.last.ports.at(-1)?.line).toBeGreaterThan(0);
    recognizer.last.say({ type: 'final', utterance: utterance('hello@0-1') }, { type: 'finished' });
    expect(await stopped).toMatchObject({ ok: true, value: { utterances: [{ words: [{ text: 'hello' }] }] } });
    expect(takes.saved?.utterances).toHaveLength(1);
  });

  it('is kept through a take, however long nobody speaks', async () => {
    const { dictation, recognizer, ready, speak, hear } = stage();
    ready();
    void dictation.start(null);
    await speak();
    for (let second = 2; second < 400; second += 1) {
      vi.advanceTimersByTime(1000);
      hear(second);
    }
    expect(recognizer.last.isKilled).toBe(false);
  });

  it('is given back again after the model was changed meanwhile', () => {
    const { dictation, recognizer, ready } = rested();
    dictation.reload();
    vi.advanceTimersByTime(1000);
    ready();
    expect(recognizer.last.isKilled).toBe(false);
    vi.advanceTimersByTime(fiveMinutes);
    expect(recognizer.last.isKilled).toBe(true);
  });
});
