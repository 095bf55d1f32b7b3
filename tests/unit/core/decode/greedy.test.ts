import { describe, expect, it } from 'vitest';

import { Alphabet } from '../../../../src/core/alphabet';
import { GreedyDecoder } from '../../../../src/core/decode/greedy';
import { posteriors } from '../../../support/ctc';

const alphabet = new Alphabet('ab ');

/** One symbol a timestep, `_` for the blank. */
function heard(text: string): GreedyDecoder {
  const decoder = new GreedyDecoder(alphabet);
  const labels = Array.from(text).map((symbol) => alphabet.labelOf(symbol) ?? alphabet.blank);
  for (const step of posteriors(labels.map((label) => Array.from({ length: 4 }, (_, i) => (i === label ? 97 : 1)))))
    decoder.step(step);
  return decoder;
}

const texts = (words: readonly { text: string }[]): string[] => words.map(({ text }) => text);

describe('GreedyDecoder', () => {
  it('collapses repeats and keeps labels repeated across a blank', () => {
    expect(texts(heard('aa_abb').finish())).toEqual(['aab']);
  });

  it('commits a word at the space behind it', () => {
    const { committed, unfinished } = heard('ab  b').partial();
    expect([texts(committed), texts(unfinished)]).toEqual([['ab'], ['b']]);
  });

  it('says where each word was heard', () => {
    expect(
      heard('_aab_  _b_')
        .finish()
        .map(({ startTimestep, endTimestep }) => [startTimestep, endTimestep]),
    ).toEqual([
      [1, 4],
      [8, 9],
    ]);
  });

  it('is ready for another utterance after finish', () => {
    const decoder = heard('ab ');
    decoder.finish();
    expect(decoder.finish()).toEqual([]);
  });
});
