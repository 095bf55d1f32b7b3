import { vi } from 'vitest';

import { defaultShaping } from '../../src/contract/defaultShaping';
import type { DictationStatus, EventPayload, Partial } from '../../src/contract/ipc';
import { fail, type FailureCode, ok, type Result } from '../../src/contract/result';
import { textOf } from '../../src/contract/shownText';
import type { Take, Utterance } from '../../src/contract/transcript';
import type {
  CaptureCommand,
  CaptureEvent,
  RecognizerCommand,
  RecognizerEvent,
} from '../../src/contract/workerMessages';
import { Dictation } from '../../src/main/dictation/dictation';
import type { TakeKeeper } from '../../src/main/dictation/takeInProgress';
import { FakePort, FakeProgram } from './fakeWorkers';
import { takeWith } from './takes';

export const id = 'c0ffee00-0000-4000-8000-000000000000';
const emptyTake = takeWith({ id });

/** "hello@0-1" */
export function utterance(text: string): Utterance {
  const [, word = '', start, end] = /^(\w+)@([\d.]+)-([\d.]+)$/.exec(text) ?? [];
  const times = { startSeconds: Number(start), endSeconds: Number(end) };
  return { ...times, words: [{ text: word, ...times, confidence: 0.9 }] };
}

/** A disk that keeps the last take saved, and can be full. */
class FakeTakes implements TakeKeeper {
  readonly events: string[];
  saved: Take | null = null;
  discarded: string[] = [];
  deleted: string[] = [];
  failure: FailureCode | null = null;
  seconds = 0;
  isReserved = false;

  constructor(events: string[]) {
    this.events = events;
  }

  create(model: string): Promise<Result<Take>> {
    return this.save({ ...emptyTake, model });
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

  delete(takeId: string): Promise<Result<undefined>> {
    this.deleted.push(takeId);
    return Promise.resolve(ok(undefined));
  }

  reserve(): Promise<void> {
    this.isReserved = true;
    return Promise.resolve();
  }

  /** The room is enough for what comes next. */
  release(): Promise<void> {
    if (this.isReserved && this.failure === 'disk-full') this.failure = null;
    this.isReserved = false;
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

export function stage(shaping = defaultShaping) {
  const capture = new FakeProgram<CaptureCommand, CaptureEvent>();
  const recognizer = new FakeProgram<RecognizerCommand, RecognizerEvent>();
  /** What happened to the words of the take, in order. */
  const events: string[] = [];
  const states: DictationStatus[] = [];
  /** What the window shows: the text after each final utterance and each partial one. */
  const shown: string[] = [];
  const takes = new FakeTakes(events);
  const doubted: Utterance[] = [];
  const removed: EventPayload<'takes:removed'>[] = [];
  /** Words and phrases to prefer. */
  const vocabulary: string[] = [];
  /** The microphone that is to be kept open between takes. */
  const readied: { microphone: { deviceName: string | null } | null } = { microphone: null };
  let lines = 0;
  const dictation = new Dictation({
    forkCapture: capture.fork,
    forkRecognizer: recognizer.fork,
    models: () => ({ modelPath: '/models/english.utter' }),
    openLine: () => {
      lines += 1;
      return [new FakePort(lines), new FakePort(lines)];
    },
    takes,
    tell: (name, payload) => {
      if (name === 'dictation:state') states.push(payload as DictationStatus);
      if (name === 'dictation:final') {
        events.push(`told ${wordsOf([payload as Utterance])}`);
        shown.push(textOf(dictation.status.utterances));
      }
      if (name === 'takes:removed') removed.push(payload as EventPayload<'takes:removed'>);
      if (name === 'dictation:doubted') doubted.push(payload as Utterance);
      if (name === 'dictation:partial') {
        const { shaped, committed } = payload as Partial;
        shown.push(`${textOf(dictation.status.utterances)}${shaped?.committed ?? committed}~`);
      }
    },
    modelName: () => 'English',
    shaping: () => shaping,
    terms: () => vocabulary,
    readyMicrophone: () => readied.microphone,
  });
  dictation.open();
  const ready = () => {
    recognizer.last.say({
      type: 'ready',
      backend: 'wasm',
      model: 'english',
      lacking: { marks: null, rescoring: null },
    });
  };
  /** The microphone gives its first sample. */
  const speak = async (seconds = 1) => {
    await settle();
    const firstSample = Math.round(takes.seconds * 16_000);
    capture.last.say({ type: 'started', firstSample });
    hear(seconds);
  };
  const hear = (seconds: number, rmsDbfs = -30) => {
    takes.seconds = seconds;
    const heard = { rmsDbfs, peakDbfs: rmsDbfs + 10, spectrum: new Uint8Array(0) };
    capture.last.say({ type: 'level', ...heard, keptSamples: seconds * 16_000 });
  };
  return {
    capture,
    recognizer,
    events,
    states,
    shown,
    doubted,
    removed,
    takes,
    dictation,
    readied,
    vocabulary,
    ready,
    speak,
    hear,
  };
}

/** Lets what was promised happen. */
export const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

export async function listening(shaping = defaultShaping) {
  const all = stage(shaping);
  all.ready();
  const started = all.dictation.start(null);
  await all.speak();
  await started;
  return all;
}
