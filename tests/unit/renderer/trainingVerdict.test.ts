import { describe, expect, it } from 'vitest';

import type { AdaptationScores, ErrorRate, TaughtPart } from '../../../src/contract/voice';
import { intervalNote, intervalOf, judgingNote, triedRows, verdictOf } from '../../../src/renderer/trainingVerdict';

/** "31.8 27.3-36.3 402": the share of words wrong, where the true one lies, and of how many words. */
function rate(notation: string): ErrorRate {
  const [wer = 0, lowestWer = 0, highestWer = 0, words = 0] = notation.split(/[ -]/u).map(Number);
  return { wer, lowestWer, highestWer, words };
}

const scores = (before: string, after: string, canary = ['38 36-40 1400', '38.4 36-40 1400']): AdaptationScores => ({
  voice: { before: rate(before), after: rate(after) },
  canary: { before: rate(canary[0]!), after: rate(canary[1]!) },
  parts: [],
  minutes: 3,
  trainingSeconds: 90,
});

const tried = (part: TaughtPart['part'], isKept: boolean): TaughtPart => {
  const { voice, canary } = scores('31.8 28-35 402', isKept ? '22.4 19-26 402' : '31.9 28-35 402');
  return { part, voice, canary, isKept };
};

it('says before a training how many sentences it takes to tell whether it has helped', () => {
  expect(judgingNote(8)).toBe(
    'Whether a training has helped can hardly be told of fewer than about 130 sentences: one of 8 is held back to judge by.',
  );
  expect(judgingNote(130)).toBeNull();
});

describe('verdictOf', () => {
  it('claims nothing that 35 words cannot tell', () => {
    const verdict = verdictOf(scores('2.9 0-10 35', '5.7 2.7-10 35'));
    expect(verdict.kind).toBe('too-few');
    expect(verdict.text).toMatch(/^Too few sentences to tell: 35 words .* Read about 110 more/u);
    expect(verdictOf(scores('5.7 2.7-10 35', '2.9 0-10 35')).kind).toBe('too-few');
  });

  it('believes no interval of few words: of two sentences that are heard alike it has no width', () => {
    expect(verdictOf(scores('11.1 11.1-11.1 18', '0 0-0 18')).kind).toBe('too-few');
    expect(verdictOf(scores('0 0-0 18', '11.1 11.1-11.1 18')).kind).toBe('too-few');
    expect(verdictOf(scores('60 50-70 149', '10 2-20 149')).kind).toBe('too-few');
    expect(verdictOf(scores('60 50-70 150', '10 2-20 150')).kind).toBe('better');
  });

  it('says so where a voice is surely heard worse', () => {
    const worse = verdictOf(scores('22.4 19-26 402', '31.8 28-35 402'));
    expect(worse.kind).toBe('voice-worse');
    expect(worse.text).toBe('The new model hears you worse. It is best discarded.');
  });

  it('says how sure it is that a voice is heard better', () => {
    expect(verdictOf(scores('31.8 28-35 402', '22.4 19-26 402')).text).not.toContain('certain');
    expect(verdictOf(scores('31.8 28-35 402', '29.4 26-33 402')).text).toContain('less than is certain');
  });

  it('says what helped and what did not', () => {
    const better = scores('31.8 28-35 402', '22.4 19-26 402');
    const said = (...parts: TaughtPart[]): string => verdictOf({ ...better, parts }).text;
    expect(said(tried('sound', true), tried('words', true))).toMatch(
      /^It helped to learn the sound of your voice and your words\. Utter hears you better/u,
    );
    expect(said(tried('sound', false), tried('words', true))).toMatch(
      /^It helped to learn your words, not the sound of your voice\./u,
    );
    expect(said()).toMatch(/^Utter hears you better/u);
  });

  it('says which of the two has failed', () => {
    const same = verdictOf(scores('31.8 28-35 402', '32.1 29-36 402'));
    expect(same.kind).toBe('no-better');
    expect(same.text).toContain('nothing to mend: Utter heard 68 of 100');
    const worse = scores('31.8 28-35 402', '22.4 19-26 402', ['38 36-40 1400', '44.7 42-47 1400']);
    expect(verdictOf(worse).kind).toBe('general-worse');
  });
});

it('claims of enough words alone where the true value lies', () => {
  const [few, many] = [scores('33.3 33.3-33.3 18', '11.1 11.1-11.1 18'), scores('31.8 28-35 402', '22.4 19-26 402')];
  expect([intervalOf(few.voice.before), intervalOf(many.voice.before)]).toEqual([null, '28.0–35.0']);
  expect(intervalNote(many)).toBe('The small figures hold the true value with 95 % probability.');
  expect(intervalNote(few)).toBe(
    'The small figures hold the true value with 95 % probability; of your voice too few words were judged to tell.',
  );
});

describe('triedRows', () => {
  it('tells what each thing did by itself, where there was more than one', () => {
    const better = scores('31.8 28-35 402', '22.4 19-26 402');
    expect(triedRows({ ...better, parts: [tried('sound', true)] })).toEqual([]);
    expect(triedRows({ ...better, parts: [tried('sound', false), tried('words', true)] })).toEqual([
      { label: 'Sound of your voice', before: 31.8, now: 31.9, verdict: 'not in the new model' },
      { label: 'Your words', before: 31.8, now: 22.4, verdict: 'in the new model' },
    ]);
  });
});
