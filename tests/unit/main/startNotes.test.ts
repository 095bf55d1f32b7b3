import { describe, expect, it } from 'vitest';

import { cutOffSentences, endingSentence } from '../../../src/main/startNotes';

const ending = { at: new Date(2026, 10, 28, 10, 12).toISOString(), takeId: null, startsAgain: false };

describe('endingSentence', () => {
  it('says how it ended, where that is written, and where the take is', () => {
    expect(endingSentence(ending, false, '/a/utter.log')).toBe(
      'On 28 November at 10:12 an error of its own ended Utter. What went wrong is in /a/utter.log.',
    );
    expect(endingSentence({ ...ending, startsAgain: true }, true, '/a/utter.log')).toBe(
      'On 28 November at 10:12 an error of its own ended Utter, which started again. The take that was in progress is in the Library. What went wrong is in /a/utter.log.',
    );
  });
});

describe('cutOffSentences', () => {
  it('says where the takes are that were cut off', () => {
    expect(cutOffSentences(0)).toEqual([]);
    expect(cutOffSentences(1)).toEqual([
      'Utter was ended in the middle of a take. It is in the Library, with all sound; the last words may be missing.',
    ]);
    expect(cutOffSentences(2)[0]).toContain('2 takes. They are');
  });
});
