import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { id, settle, stage, utterance } from '../../../support/dictationStage';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

type Stage = ReturnType<typeof stage>;

const quietDbfs = -58;

async function begunTake(): Promise<Stage> {
  const all = stage();
  all.ready();
  const started = all.dictation.start(null);
  await settle();
  all.capture.last.say({ type: 'started', firstSample: 0 });
  await started;
  return all;
}

/** A take of so many seconds that is stopped, in a room in which nobody speaks. */
async function takeOf(seconds: number, happen: (of: Stage) => void = () => undefined): Promise<Stage> {
  const all = await begunTake();
  for (let tenths = 1; tenths <= seconds * 10; tenths += 1) all.hear(tenths / 10, quietDbfs);
  happen(all);
  await settle();
  const stopped = all.dictation.stop();
  await settle();
  all.capture.last.say({ type: 'stopped', keptSamples: all.takes.seconds * 16_000 });
  await settle();
  all.recognizer.last.say({ type: 'finished' });
  await stopped;
  return all;
}

describe('a take in which nothing was said', () => {
  it('is deleted and told, so that it can be brought back', async () => {
    const { takes, removed } = await takeOf(2);
    expect(takes.deleted).toEqual([id]);
    expect(removed).toEqual([{ ids: [id], because: 'silence' }]);
  });

  it('is one although the button that stops it was heard', async () => {
    const { takes } = await takeOf(2, ({ hear }) => {
      hear(2, -20);
      hear(2, -25);
    });
    expect(takes.deleted).toEqual([id]);
  });

  it.each<[string, number, (of: Stage) => void]>([
    ['is long', 6, () => undefined],
    [
      'has words',
      2,
      ({ recognizer }) => {
        recognizer.last.say({ type: 'final', utterance: utterance('hello@0-1') });
      },
    ],
    [
      'had words that were taken back',
      2,
      ({ recognizer }) => {
        recognizer.last.say({ type: 'partial', committed: '', unfinished: 'hello' });
        recognizer.last.say({ type: 'partial', committed: '', unfinished: '' });
      },
    ],
    [
      'may have words',
      2,
      ({ recognizer }) => {
        recognizer.last.say({ type: 'doubted', utterance: utterance('yes@0-1') });
      },
    ],
    [
      'is loud for as long as a word',
      2,
      ({ hear }) => {
        for (let levels = 0; levels < 3; levels += 1) hear(2, -40);
      },
    ],
    ['was not measured to its end', 2, ({ takes }) => void (takes.seconds = 3)],
  ])('is kept where it %s', async (_, seconds, happen) => {
    const { takes, removed } = await takeOf(seconds, happen);
    expect([takes.deleted, removed]).toEqual([[], []]);
  });

  it('is kept where its microphone was lost meanwhile', async () => {
    const { takes } = await takeOf(2, ({ capture }) => {
      capture.last.say({ type: 'failed', failure: { code: 'microphone-lost', message: 'gone' } });
    });
    expect(takes.deleted).toEqual([]);
  });

  it.each<[string, (of: Stage) => void]>([
    [
      'while it goes on',
      ({ dictation }) => {
        dictation.expectEnd();
      },
    ],
    [
      'while its last words are waited for',
      ({ dictation }) => {
        void dictation.stop();
        dictation.expectEnd();
      },
    ],
  ])('is kept where the app ends %s', async (_, end) => {
    const { takes, removed } = await takeOf(2, end);
    expect([takes.saved?.id, takes.deleted, removed]).toEqual([id, [], []]);
  });

  it('is kept where the recognizer did not hear it to its end', async () => {
    const all = await begunTake();
    all.hear(1, quietDbfs);
    const stopped = all.dictation.stop();
    await settle();
    all.capture.last.say({ type: 'stopped', keptSamples: 16_000 });
    await vi.advanceTimersByTimeAsync(60_000);
    await stopped;
    expect([all.takes.saved?.isCutOff, all.takes.deleted]).toEqual([true, []]);
  });
});
