import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { estimateKneserNey } from '../../../../src/core/languageModel/kneserNey';
import type { NgramModel } from '../../../../src/core/languageModel/ngramModel';
import { TextCollector } from '../../../../src/core/languageModel/textCollector';
import { sentenceEnd, sentenceStart } from '../../../../src/core/languageModel/vocabulary';
import { drawnShape, drawnText, drawnWord } from '../../../support/languageModelTexts';

interface Build {
  readonly order: number;
  readonly pruneUpTo?: readonly number[];
  readonly minCount?: number;
}

function build(lines: readonly string[], { order, pruneUpTo = [], minCount = 1 }: Build): NgramModel {
  const collector = new TextCollector();
  for (const line of lines) collector.add(line);
  const vocabulary = collector.vocabulary(minCount, Infinity);
  return estimateKneserNey(vocabulary, collector.count(order, vocabulary).orders(), { pruneUpTo });
}

/** The sum over all words that can follow, and the end. */
function sumAfter(model: NgramModel, context: number): number {
  let sum = 0;
  for (let word = 0; word < model.vocabulary.size; word++)
    if (word !== sentenceStart) sum += Math.exp(model.logProb(context, word));
  return sum;
}

describe('estimateKneserNey', () => {
  it('gives probabilities that sum to 1 after any words, pruned or not, with unknown words or not', () => {
    fc.assert(
      fc.property(
        drawnText,
        fc.record(drawnShape),
        fc.array(drawnWord, { maxLength: 5 }),
        (lines, options, history) => {
          const model = build(lines, options);
          let context = model.start();
          expect(sumAfter(model, context)).toBeCloseTo(1, 5);
          for (const before of history) {
            context = model.advance(context, model.vocabulary.numberOf(before));
            expect(sumAfter(model, context)).toBeCloseTo(1, 5);
          }
        },
      ),
    );
  });

  // By hand. The text has the bigrams <s>a ×2, ab, a</s>, b</s>: too small for estimated discounts, so these are 0.5, 1, 1.5.
  // Different words in front: a 1, b 1, </s> 2. Unigrams: total 4, taken 0.5 + 0.5 + 1 = 2, shared by a, b, </s>, <unk>: 0.125 each.
  it('matches numbers worked by hand', () => {
    const model = build(['a b', 'a'], { order: 2 });
    const [a, b] = ['a', 'b'].map((name) => model.vocabulary.numberOf(name));
    const unigram = { a: 0.5 / 4 + 0.125, b: 0.5 / 4 + 0.125, end: 1 / 4 + 0.125 };
    const start = model.start();
    expect(Math.exp(model.logProb(start, a ?? 0))).toBeCloseTo((2 - 1) / 2 + (1 / 2) * unigram.a, 6);
    expect(Math.exp(model.logProb(start, b ?? 0))).toBeCloseTo((1 / 2) * unigram.b, 6);
    const afterA = model.advance(start, a ?? 0);
    expect(Math.exp(model.logProb(afterA, sentenceEnd))).toBeCloseTo(0.5 / 2 + (1 / 2) * unigram.end, 6);
  });

  it('keeps fewer n-grams where it prunes', () => {
    const lines = ['a b c', 'a b d', 'a b c', 'd a b'];
    const [whole, pruned] = [[], [0, 1, 1]].map((pruneUpTo) => build(lines, { order: 3, pruneUpTo }));
    expect(pruned?.orders[2]?.words.length).toBeLessThan(whole?.orders[2]?.words.length ?? 0);
  });

  it('refuses to prune a higher order less than a lower one', () => {
    expect(() => build(['a b'], { order: 3, pruneUpTo: [0, 2, 1] })).toThrow('pruned less');
  });
});
