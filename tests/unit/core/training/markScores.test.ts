import { describe, expect, it } from 'vitest';

import { countMarks, judgedMarks, scoreMarks } from '../../../../src/core/training/markScores';

const countsOf = (reference: string, heard: string) => {
  const tally = countMarks(reference, heard);
  return Object.fromEntries(
    judgedMarks.map((kind) => [kind, [tally[kind].found, tally[kind].expected, tally[kind].both]]),
  );
};

describe('the counts of marks', () => {
  it('are those of marks behind the same words, wherever other words are missing or wrong', () => {
    expect(countsOf('We climb, then rest. Who is there?', 'We climb, then rest. Who is there?')).toEqual({
      'full stop': [1, 1, 1],
      comma: [1, 1, 1],
      'question mark': [1, 1, 1],
      capital: [1, 1, 1],
    });
    expect(countsOf('We climb, then rest. Who is there?', 'We climb then best. who there.')).toEqual({
      'full stop': [2, 1, 1],
      comma: [0, 1, 0],
      'question mark': [0, 1, 0],
      capital: [0, 1, 0],
    });
  });

  it('take an exclamation mark for a full stop, and colons for commas', () => {
    expect(countsOf('Well: come! now; go', 'Well, come. Now, go')).toMatchObject({
      'full stop': [1, 1, 1],
      comma: [2, 2, 2],
    });
  });

  it('leave out what the reference leaves open: an ellipsis, a dash, an initial, and the capital behind it', () => {
    expect(countsOf('We climb… Then — rest. J. Smith', 'We climb. then, rest. J Smith')).toMatchObject({
      'full stop': [1, 1, 1],
      comma: [0, 0, 0],
      capital: [1, 1, 1],
    });
  });

  it('take no point behind Mr. and other short forms for a full stop, and part words at hyphens', () => {
    expect(countsOf('Then Mr. Gates, twenty-one', 'then mister Gates, twenty one')).toMatchObject({
      'full stop': [0, 0, 0],
      comma: [1, 1, 1],
      capital: [1, 2, 1],
    });
  });
});

describe('a score', () => {
  it('is the harmonic mean of precision and recall over all recordings, inside its interval', () => {
    const tallies = [
      countMarks('We climb. We rest.', 'We climb. We rest'),
      countMarks('We climb. We rest.', 'We climb. we. rest.'),
    ];
    const score = scoreMarks(tallies, 'full stop');
    expect(score.precision).toBeCloseTo(3 / 4);
    expect(score.recall).toBeCloseTo(3 / 4);
    expect(score.f1).toBeCloseTo(3 / 4);
    expect(score.low).toBeLessThanOrEqual(score.f1);
    expect(score.high).toBeGreaterThanOrEqual(score.f1);
  });

  it('is 1 where nothing was expected and nothing found', () => {
    expect(scoreMarks([countMarks('a b', 'a b')], 'comma').f1).toBe(1);
  });
});
