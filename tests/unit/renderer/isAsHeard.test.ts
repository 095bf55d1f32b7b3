import { describe, expect, it } from 'vitest';

import type { Utterance } from '../../../src/contract/transcript';
import { isAsHeard, isReworded } from '../../../src/renderer/isAsHeard';

const utterance = (text: string, startSeconds = 0): Utterance => ({
  startSeconds,
  endSeconds: startSeconds + 1,
  words: text.split(' ').map((word) => ({ text: word, startSeconds, endSeconds: startSeconds + 1, confidence: 0.5 })),
});

describe('isAsHeard', () => {
  const heard = [utterance('we clime'), utterance('the stairs', 2)];

  it('is true of an utterance that nobody corrected, confirmed or not, beside one that was', () => {
    const confirmed = { ...heard[1]!, words: heard[1]!.words.map((word) => ({ ...word, confidence: 1 })) };
    expect(isAsHeard({ heard }, confirmed)).toBe(true);
    expect(isAsHeard({ heard }, utterance('we climb'))).toBe(false);
  });

  it('is false of one that was split or merged', () => {
    expect(isAsHeard({ heard }, { ...utterance('we clime the stairs'), endSeconds: 3 })).toBe(false);
  });

  it('is true where what was heard is not known', () => {
    expect(isAsHeard({}, utterance('we climb'))).toBe(true);
  });
});

describe('isReworded', () => {
  const heard = [utterance('we clime'), utterance('the stairs', 2)];

  it('is true where words are others, and not where lines alone are', () => {
    expect(isReworded({ heard, corrected: true, utterances: [utterance('we climb'), heard[1]!] })).toBe(true);
    expect(isReworded({ heard, corrected: true, utterances: [utterance('we clime the stairs')] })).toBe(false);
    expect(isReworded({ corrected: false, utterances: heard })).toBe(false);
  });

  it('is true of what was corrected before that was kept', () => {
    expect(isReworded({ corrected: true, utterances: heard })).toBe(true);
  });
});
