import { describe, expect, it } from 'vitest';

import { defaultShaping } from '../../../src/contract/defaultShaping';
import type { Utterance } from '../../../src/contract/transcript';
import { correctUtterance } from '../../../src/core/transcript/correct';
import { shapeAll } from '../../../src/core/shaping/shape';
import { isAsHeard, isEmptied, isReworded } from '../../../src/renderer/isAsHeard';

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

describe('isEmptied', () => {
  it('is true of a line whose words were all taken out, though words that were said stay', () => {
    const heard = [...shapeAll(defaultShaping, [utterance('twenty three full stop')])];
    const emptied = correctUtterance(heard[0]!, '');
    expect(emptied.words.length).toBeGreaterThan(0);
    expect(isEmptied({ heard }, emptied)).toBe(true);
  });

  it('is false of one that says something, and of one that never showed anything', () => {
    const lines = [utterance('we climb'), utterance('full stop', 2), utterance('new line', 4)];
    const heard = [...shapeAll(defaultShaping, lines)];
    expect(heard.map((each) => isEmptied({ heard }, each))).toEqual([false, false, false]);
    expect(isEmptied({}, correctUtterance(heard[0]!, ''))).toBe(false);
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
