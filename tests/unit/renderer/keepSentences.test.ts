import { describe, expect, it } from 'vitest';

import { keepNote, keepQuestion } from '../../../src/renderer/keepSentences';

const outcome = { now: 0, nowSeconds: 0, soon: 0, pinned: 0 };

describe('keepNote', () => {
  it('counts what is due already with what will be within a week', () => {
    expect(keepNote({ ...outcome, now: 2, nowSeconds: 90, soon: 1, pinned: 1 })).toBe(
      '3 takes will go within the next week; one take stays because of a pin.',
    );
    expect(keepNote({ ...outcome, now: 1, nowSeconds: 30 })).toBe(
      'One take will go within the next week; pinned takes stay.',
    );
  });

  it('says that none goes, and nothing of a rule that is not there', () => {
    expect(keepNote({ ...outcome, pinned: 2 })).toBe('None goes within the next week; 2 takes stay because of a pin.');
    expect(keepNote(null)).toBe('Pinned takes are kept in any case.');
  });
});

describe('keepQuestion', () => {
  it('says in whole sentences what goes and what stays', () => {
    expect(keepQuestion({ ...outcome, now: 1, nowSeconds: 120, pinned: 1 })).toBe(
      'One take, about 2 min of sound, will be deleted now, and others as they come of age. One take stays because of a pin.',
    );
    expect(keepQuestion({ ...outcome, now: 3, nowSeconds: 600 })).toBe(
      '3 takes, about 10 min of sound, will be deleted now, and others as they come of age.',
    );
  });
});
