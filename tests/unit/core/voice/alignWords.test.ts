import { describe, expect, it } from 'vitest';

import { Alphabet } from '../../../../src/core/alphabet';
import { alignWords } from '../../../../src/core/voice/alignWords';
import { isSpokenAsShown, toAlignedWords } from '../../../../src/core/voice/wordVerdicts';

const alphabet = new Alphabet('abc ');

/** Posteriors of a network that is 99.9 % sure of one label a timestep; "-" is the blank. */
const hears = (labels: string): Float32Array[] =>
  Array.from(labels, (label) => {
    const row = new Float32Array(alphabet.size).fill(Math.log(0.001 / (alphabet.size - 1)));
    row[label === '-' ? alphabet.blank : alphabet.labelOf(label)!] = Math.log(0.999);
    return row;
  });

describe('alignWords', () => {
  it('finds words where they were heard', () => {
    const words = alignWords(hears('--aab- -cc-'), 'ab c', alphabet);
    expect(words).toMatchObject([
      { text: 'ab', firstTimestep: 2, lastTimestep: 4 },
      { text: 'c', firstTimestep: 8, lastTimestep: 9 },
    ]);
  });

  it('needs a blank between two equal letters', () => {
    expect(alignWords(hears('aa'), 'aa', alphabet)).toBeNull();
    expect(alignWords(hears('a-a'), 'aa', alphabet)).toMatchObject([{ firstTimestep: 0, lastTimestep: 2 }]);
  });

  it('falls short of nothing where the text was heard, and of much where another was', () => {
    const heard = hears('-ab- -cab-');
    const [right, wrong] = ['ab cab', 'cc bcc'].map((text) => alignWords(heard, text, alphabet)!);
    expect(right!.map(({ shortfall }) => shortfall)).toEqual([0, 0]);
    expect(isSpokenAsShown(right!)).toBe(true);
    expect(isSpokenAsShown(wrong!)).toBe(false);
  });

  it('tells which word was another one, and when', () => {
    const fits = toAlignedWords(alignWords(hears('-ab- -c-c-c-'), 'ab bbb', alphabet)!, 0.02);
    expect(fits.map(({ text, isSpoken }) => [text, isSpoken])).toEqual([
      ['ab', true],
      ['bbb', false],
    ]);
    expect(fits[0]).toMatchObject({ startSeconds: 0.02, endSeconds: 0.06 });
  });

  it('has no place for a text in no time', () => {
    expect(alignWords([], 'a', alphabet)).toBeNull();
  });
});
