import { describe, expect, it } from 'vitest';

import { writeArpa } from '../../../../src/core/languageModel/arpa';
import { readArpa } from '../../../../src/core/languageModel/readArpa';

/** As SRILM writes it: counts among spaces, back-offs missing, and an unknown word in capitals. */
const written = String.raw`
\data\
ngram  1=         5
ngram 2 = 3

\1-grams:
-99	<s>	-0.3
-1.0	</s>
-0.5	the	-0.2
-0.7 cat -0.1
-inf	<UNK>

\2-grams:
-0.2	<s> the
-0.3	the cat
-0.4	cat </s>

\end\
`;

const refusalOf = (text: string): string => {
  try {
    return [...writeArpa(readArpa(text.split('\n')))].join('\n');
  } catch (cause) {
    return String(cause);
  }
};

describe('readArpa', () => {
  it('reads what SRILM writes', () => {
    const model = readArpa(written.split('\n'));
    expect(model.vocabulary.words).toEqual(['<unk>', '<s>', '</s>', 'cat', 'the']);
    const sentence = model.sentenceLogProbs(['the', 'cat']).map((logProb) => logProb / Math.LN10);
    for (const [index, log10] of [-0.2, -0.3, -0.4].entries()) expect(sentence[index]).toBeCloseTo(log10, 5);
    expect(model.logProb(model.start(), 0)).toBe(-Infinity);
  });

  it('passes over what stands before the data', () => {
    expect(refusalOf(`made by hand\n\n${written}`)).toBe(refusalOf(written));
  });

  it('leaves out n-grams with words that cannot be spelt', () => {
    const model = readArpa(written.split('\n'), (word) => word !== 'cat');
    expect(model.vocabulary.words).toEqual(['<unk>', '<s>', '</s>', 'the']);
    expect(model.orders.map(({ words }) => words.length)).toEqual([4, 1]);
  });

  it('reads capitals as small letters where there are no others', () => {
    const isSmall = (word: string): boolean => /^[a-z]+$/u.test(word);
    const capitals = written.replaceAll('the', 'THE').replaceAll('cat', 'Cat');
    expect([...writeArpa(readArpa(capitals.split('\n'), isSmall))].join('\n')).toBe(refusalOf(written));
  });

  it.each([
    ['-0.7 cat -0.1', '0.7 cat -0.1', 'line 10 is no 1-gram with a probability'],
    ['-0.7 cat -0.1', '-0.7 cat -0.1 2', 'line 10 is no 1-gram with a probability'],
    ['-0.7 cat -0.1', '-0.7 the', 'line 10 lists “the” again'],
    ['-0.7 cat -0.1', '', 'it promises 5 1-grams and has 4'],
    ['-0.3\tthe cat', '-0.3\tcat the cat', 'line 15 is no 2-gram with a probability'],
    ['-0.3\tthe cat', '-0.3\tdog cat', 'line 15 extends an n-gram that is not there'],
    ['-0.3\tthe cat', '-0.3\tthe dog', 'line 15 ends in a word that is no unigram'],
    ['ngram 2 = 3', 'ngram 2 = 3\nngram 3 = 1', 'it promises 3-grams and has none'],
    ['ngram 2 = 3', 'ngrams: 2', 'line 4 is no count of n-grams'],
    ['-1.0\t</s>', '-1.0\tend', 'the unigrams lack </s>'],
    ['\\end\\', '', 'it breaks off'],
  ])('refuses %j as %j', (before, after, reason) => {
    expect(refusalOf(written.replace(before, after))).toContain(reason);
  });
});
