import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  countCharacterErrors,
  countWordErrors,
  errorPercent,
  ErrorTally,
} from '../../../../src/core/training/wordErrors';

const symbols = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 9 });

describe('word and character errors', () => {
  it.each([
    ['we climb the stairs', 'we climb the stairs', [0, 0, 0]],
    ['we climb the stairs', 'we clime stairs', [1, 0, 1]],
    ['yes', 'oh yes', [0, 1, 0]],
    ['yes', '', [0, 0, 1]],
    ['', 'um', [0, 1, 0]],
  ])('tells the words of "%s" heard as "%s"', (reference, hypothesis, counts) => {
    const { substitutions, insertions, deletions } = countWordErrors(reference, hypothesis);
    expect([substitutions, insertions, deletions]).toEqual(counts);
  });

  it('takes any white space for one space', () => {
    expect(countWordErrors(' we  climb ', 'we\tclimb')).toMatchObject({
      substitutions: 0,
      insertions: 0,
      deletions: 0,
      length: 2,
    });
    expect(countCharacterErrors(' we  climb ', 'we climb')).toMatchObject({
      substitutions: 0,
      insertions: 0,
      deletions: 0,
      length: 8,
    });
  });

  it('counts characters, a space among them', () => {
    expect(countCharacterErrors('a cat', 'acats')).toMatchObject({ insertions: 1, deletions: 1, length: 5 });
  });
});

describe('errorPercent', () => {
  it('may exceed 100, and is 0 or 100 where nothing was said', () => {
    expect(errorPercent(countWordErrors('a', 'b c d'))).toBe(300);
    expect(errorPercent(countWordErrors('', ''))).toBe(0);
    expect(errorPercent(countWordErrors('', 'b c d'))).toBe(100);
  });
});

describe('ErrorTally', () => {
  it('weighs utterances by their words, in all and by source', () => {
    const tally = new ErrorTally();
    tally.add('an4', 'one two three', 'one two three');
    tally.add('grid', 'bin', 'pin');
    tally.add('an4', 'four', 'for');
    expect(tally.all).toMatchObject({ utterances: 3, wer: 40 });
    expect([...tally.sources].map(([source, rates]) => [source, rates.utterances, rates.wer])).toEqual([
      ['an4', 2, 25],
      ['grid', 1, 100],
    ]);
  });

  it('sums to the same in any order', () => {
    const pairs = fc.array(fc.tuple(fc.constantFrom('x', 'y'), symbols, symbols), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(pairs, (list) => {
        const [forwards, backwards] = [new ErrorTally(), new ErrorTally()];
        for (const [source, a, b] of list) forwards.add(source, a.join(' '), b.join(' '));
        for (const [source, a, b] of list.toReversed()) backwards.add(source, a.join(' '), b.join(' '));
        expect(forwards.all).toEqual(backwards.all);
        expect(forwards.sources.get('x')).toEqual(backwards.sources.get('x'));
      }),
    );
  });
});
