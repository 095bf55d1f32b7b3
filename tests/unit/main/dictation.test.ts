import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { DictationStatus } from '../../../src/contract/ipc';
import { fail, type FailureCode, failures, ok, type Result } from '../../../src/contract/result';
import type { Take, Utterance } from '../../../src/contract/transcript';
import type {
  CaptureCommand,
  CaptureEvent,
  RecognizerCommand,
  RecognizerEvent,
} from '../../../src/contract/workerMessages';
import { Dictation, type TakeKeeper } from '../../../src/main/dictation';
import { FakePort, FakeProgram } from '../../support/fakeWorkers';

const id = 'c0ffee00-0000-4000-8000-000000000000';
const emptyTake: Take = {
  version: 1,
  id,
  title: '',
  createdAt: '2026-01-01T00:00:00.000Z',
  seconds: 0,
  utterances: [],
  corrected: false,
};

/** "hello@0-1" */
function utterance(text: string): Utterance {
  const [, word = '', start, end] = /^(\w+)@([\d.]+)-([\d.]+)$/.exec(text) ?? [];
  const times = { startSeconds: Number(start), endSeconds: Number(end) };
  return { ...times, words: [{ text: word, ...times, confidence: 0.9 }] };
}

/** A disk that keeps the last take saved, and can be full. */
class FakeTakes implements TakeKeeper {
  readonly events: string[];
  saved: Take | null = null;
  discarded: string[] = [];
  failure: FailureCode | null = null;
  seconds = 0;

  constructor(events: string[]) {
    this.events = events;
  }

  create(): Promise<Result<Take>> {
    return this.save(emptyTake);
  }

  save(take: Take): Promise<Result<Take>> {
    if (this.failure !== null) return Promise.resolve(fail(this.failure));
    this.saved = take;
    this.events.push(`saved ${wordsOf(take.utterances)}`);
    return Promise.resolve(ok(take));
  }

  discard(takeId: string): Promise<void> {
    this.discarded.push(takeId);
    return Promise.resolve();
  }

  wavPath(): string {
    return '/takes/audio.wav';
  }

  audioSeconds(): Promise<number> {
    return Promise.resolve(this.seconds);
  }
}

const wordsOf = (utterances: readonly Utterance[]): string =>
  utterances.flatMap((one) => one.words.map((word) => word.text)).join(' ');

function stage() {
  const capture = new FakeProgram<CaptureCommand, CaptureEvent>();
  const recognizer = new FakeProgram<RecognizerCommand, RecognizerEvent>();
  /** What happened to the words of the take, in order. */
  const events: string[] = [];
  const states: DictationStatus[] = [];
  const takes = new FakeTakes(events);
  let lines = 0;
  const dictation = new Dictation({
    forkCapture: capture.fork,
    forkRecognizer: recognizer.fork,
    modelPath: '/models/english.utter',
    openLine: () => {
      lines += 1;
      return [new FakePort(lines), new FakePort(lines)];
    },
    takes,
    tell: (name, payload) => {
      if (name === 'dictation:state') states.push(payload as DictationStatus);
      if (name === 'dictation:final') events.push(`told ${wordsOf([payload as Utterance])}`);
    },
  });
  dictation.open();
  const ready = () => {
    recognizer.last.say({ type: 'ready', backend: 'wasm', model: 'english' });
  };
  /** The microphone gives its first sample. */
  const speak = async (seconds = 1) => {
    await settle();
    const firstSample = Math.round(takes.seconds * 16_000);
    capture.last.say({ type: 'started', firstSample });
    hear(seconds);
  };
  const hear = (seconds: number) => {
    takes.seconds = seconds;
    capture.last.say({ type: 'level', rmsDbfs: -30, peakDbfs: -20, keptSamples: seconds * 16_000 });
  };
  return { capture, recognizer, events, states, takes, dictation, ready, speak, hear };
}

/** Lets what was promised happen. */
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

async function listening() {
  const all = stage();
  all.ready();
  const started = all.dictation.start(null);
  await all.speak();
  await started;
  return all;
}

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
    expect(takes.saved).toMatchObject({ seconds: 2 });
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

  it('joins the two processes by the two ends of one line, once the first sample is kept', async () => {
    const { capture, recognizer } = await listening();
    expect(capture.last.ports.map((port) => port.line)).toEqual(recognizer.last.ports.map((port) => port.line));
    expect(recognizer.last.sent.at(-1)).toEqual({ type: 'open', wavPath: '/takes/audio.wav', resumeSample: 0 });
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
    expect(capture.forked).toHaveLength(2);
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

describe('a capture process that dies in mid-take', () => {
  it('interrupts the take, which goes on in the same file with a fresh process', async () => {
    const { dictation, capture, recognizer, speak } = await listening();
    recognizer.last.say({ type: 'final', utterance: utterance('hello@0-0.5') });
    await settle();
    capture.last.crash();
    expect(dictation.status).toMatchObject({ phase: 'interrupted', takeId: id, failure: { code: 'microphone-lost' } });
    await vi.advanceTimersByTimeAsync(1000);
    expect(capture.last.sent).toEqual([{ type: 'start', deviceName: null, wavPath: '/takes/audio.wav' }]);
    await speak(1.5);
    expect(dictation.status).toMatchObject({ phase: 'listening', failure: null, keptSeconds: 1.5 });
    expect(recognizer.last.sent.at(-1)).toMatchObject({ type: 'open', resumeSample: 8000 });
    expect(recognizer.last.ports.at(-1)?.line).toBe(capture.last.ports.at(-1)?.line);
  });

  it('is tried again every second, and the recognizer is left alone until a microphone is back', async () => {
    const { dictation, capture, recognizer, speak } = await listening();
    capture.last.crash();
    for (let tries = 0; tries < 5; tries += 1) {
      await vi.advanceTimersByTimeAsync(1000);
      capture.last.say({ type: 'failed', failure: { code: 'microphone-none', message: failures['microphone-none'] } });
      expect(dictation.status.phase).toBe('interrupted');
    }
    expect(recognizer.last.ports).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1000);
    await speak(2);
    expect(dictation.status.phase).toBe('listening');
    expect(capture.forked).toHaveLength(7);
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

  it('does not keep Stop waiting for ever when it is stuck', async () => {
    const { dictation, capture, recognizer } = await listening();
    const stuck = recognizer.last;
    const stopped = dictation.stop();
    capture.last.say({ type: 'stopped', keptSamples: 16_000 });
    await vi.advanceTimersByTimeAsync(30_000);
    expect((await stopped).ok).toBe(true);
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
