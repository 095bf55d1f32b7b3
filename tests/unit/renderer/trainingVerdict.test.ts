import { describe, expect, it } from 'vitest';

import type { AdaptationScores, ErrorRate } from '../../../src/contract/voice';
import { verdictOf } from '../../../src/renderer/trainingVerdict';

/** "31.8 27.3-36.3 402": the share of words wrong, where the true one lies, and of how many words. */
function rate(notation: string): ErrorRate {
  const [wer = 0, lowestWer = 0, highestWer = 0, words = 0] = notation.split(/[ -]/u).map(Number);
  return { wer, lowestWer, highestWer, words };
}

const scores = (before: string, after: string, canary = ['38 36-40 1400', '38.4 36-40 1400']): AdaptationScores => ({
  voice: { before: rate(before), after: rate(after) },
  canary: { before: rate(canary[0]!), after: rate(canary[1]!) },
  minutes: 3,
  trainingSeconds: 90,
});

describe('verdictOf', () => {
  it('claims nothing that 35 words cannot tell', () => {
    const verdict = verdictOf(scores('2.9 0-10 35', '5.7 2.7-10 35'));
    expect(verdict.kind).toBe('too-few');
    expect(verdict.text).toMatch(/^Too few sentences to tell: 35 words .* Read about 110 more/u);
    expect(verdictOf(scores('5.7 2.7-10 35', '2.9 0-10 35')).kind).toBe('too-few');
  });

  it('tells from few words what is plain all the same', () => {
    expect(verdictOf(scores('60 50-70 40', '10 2-20 40')).kind).toBe('better');
  });

  it('says how sure it is that a voice is heard better', () => {
    expect(verdictOf(scores('31.8 28-35 402', '22.4 19-26 402')).text).not.toContain('certain');
    expect(verdictOf(scores('31.8 28-35 402', '29.4 26-33 402')).text).toContain('less than is certain');
  });

  it('says which of the two has failed', () => {
    expect(verdictOf(scores('31.8 28-35 402', '32.1 29-36 402')).kind).toBe('no-better');
    const worse = scores('31.8 28-35 402', '22.4 19-26 402', ['38 36-40 1400', '44.7 42-47 1400']);
    expect(verdictOf(worse).kind).toBe('general-worse');
  });
});
