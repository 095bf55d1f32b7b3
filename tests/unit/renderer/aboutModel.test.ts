import { describe, expect, it } from 'vitest';

import type { ModelEntry } from '../../../src/contract/voice';
import { aboutModel } from '../../../src/renderer/aboutModel';
import { recordingId } from '../../support/fakeVoice';
import { resultOf } from '../../support/trainScenes';

const model: ModelEntry = {
  version: 1,
  id: recordingId(1),
  name: 'My voice',
  createdAt: '2026-11-23T12:00:00.000Z',
  scores: null,
};

describe('aboutModel', () => {
  it('tells when a model was made, of how much speech, and what it brought', () => {
    const scores = resultOf(true).result?.scores ?? null;
    expect(aboutModel({ ...model, scores })).toEqual([
      '23 November 2026, of 7 min of your speech',
      'Your voice 31.8 → 22.4 % of words wrong (17.9–26.9)',
      'General speech 38.4 → 38.9 % of words wrong (36.5–41.3)',
    ]);
  });

  it('says of little speech that it is less than a minute', () => {
    const scores = resultOf(true).result?.scores ?? null;
    const of = (minutes: number): string => aboutModel({ ...model, scores: scores && { ...scores, minutes } })[0] ?? '';
    expect([of(0.4), of(0.96), of(1)]).toEqual([
      '23 November 2026, of less than a minute of your speech',
      '23 November 2026, of less than a minute of your speech',
      '23 November 2026, of 1 min of your speech',
    ]);
  });

  it('claims of few words nothing of where the true value lies', () => {
    const scores = resultOf(true).result?.scores ?? null;
    const few = { wer: 33.3, lowestWer: 33.3, highestWer: 33.3, words: 18 };
    const brought = scores && { ...scores, voice: { before: few, after: few } };
    expect(aboutModel({ ...model, scores: brought })[1]).toBe('Your voice 33.3 → 33.3 % of words wrong');
  });

  it('has nothing to tell of scores that are not known', () => {
    expect(aboutModel(model)).toEqual(['23 November 2026']);
    expect(aboutModel({ ...model, createdAt: null })).toEqual(['Comes with Utter']);
  });

  it('tells what the light model is for', () => {
    expect(aboutModel({ ...model, id: 'bundled-light', createdAt: null })).toEqual([
      'Comes with Utter',
      'Quicker, and hears less well',
    ]);
  });
});
