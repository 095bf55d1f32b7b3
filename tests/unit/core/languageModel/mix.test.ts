import { describe, expect, it } from 'vitest';

import { estimateKneserNey } from '../../../../src/core/languageModel/kneserNey';
import { mixModels } from '../../../../src/core/languageModel/mix';
import type { NgramModel } from '../../../../src/core/languageModel/ngramModel';
import { PerplexityTally } from '../../../../src/core/languageModel/perplexity';
import { TextCollector } from '../../../../src/core/languageModel/textCollector';
import { sentenceStart } from '../../../../src/core/languageModel/vocabulary';

function build(lines: readonly string[], order: number): NgramModel {
  const collector = new TextCollector();
  for (const line of lines) collector.add(line);
  const vocabulary = collector.vocabulary(1, Infinity);
  return estimateKneserNey(vocabulary, collector.count(order, vocabulary).orders(), { pruneUpTo: [0, 0, 1] });
}

const base = build(['the cat sat on the mat', 'the cat saw the dog', 'a dog sat', 'a dog sat on a cat'], 3);
const own = build(['the axle of the pump', 'the pump sat on the axle', 'grease the axle'], 3);
const mixed = mixModels(base, own, 0.3);

function contextAfter(model: NgramModel, words: readonly string[]): number {
  return words.reduce((context, word) => model.advance(context, model.vocabulary.numberOf(word)), model.start());
}

const probabilityAfterThe = (model: NgramModel, word: string): number =>
  Math.exp(model.logProb(model.vocabulary.numberOf('the'), model.vocabulary.numberOf(word)));

describe('mixModels', () => {
  it.each(['', 'the', 'the cat', 'the pump', 'the axle', 'a dog', 'sat on', 'mat', 'pump axle dog'])(
    'gives probabilities that sum to 1 after “%s”',
    (text) => {
      const context = contextAfter(mixed, text.split(' ').filter(Boolean));
      let sum = 0;
      for (let word = 0; word < mixed.vocabulary.size; word++)
        if (word !== sentenceStart) sum += Math.exp(mixed.logProb(context, word));
      expect(sum).toBeCloseTo(1, 5);
    },
  );

  it('interpolates the pairs of words that either model has read', () => {
    for (const word of ['cat', 'axle', 'pump']) {
      const known = (model: NgramModel): number =>
        model.vocabulary.words.includes(word) ? probabilityAfterThe(model, word) : 0;
      expect(probabilityAfterThe(mixed, word)).toBeCloseTo(0.7 * known(base) + 0.3 * known(own), 6);
    }
  });

  it('knows the words of both', () => {
    expect(mixed.vocabulary.words).toEqual(expect.arrayContaining(['cat', 'axle', 'grease']));
  });

  it('is less surprised by text like the own one, and little more by other text', () => {
    const perplexityOf = (model: NgramModel, text: string): number => {
      const tally = new PerplexityTally(model);
      tally.add('all', text);
      return tally.sources().get('all')?.perplexity ?? NaN;
    };
    expect(perplexityOf(mixed, 'the pump sat on the mat')).toBeLessThan(perplexityOf(base, 'the sat on the mat') * 2);
    expect(perplexityOf(mixed, 'the cat sat')).toBeLessThan(perplexityOf(base, 'the cat sat') * 1.5);
  });
});

describe('mixModels by context', () => {
  const spelt = build(['a b c', 'b a d', 'c d b', 'd c a'], 3);
  const [even, byContext] = [mixModels(base, spelt, 0.1), mixModels(base, spelt, 0.1, { byContext: true })];
  const after = (model: NgramModel, context: string, word: string): number =>
    Math.exp(model.logProb(contextAfter(model, context.split(' ')), model.vocabulary.numberOf(word)));

  it('trusts a model more after words that it expects', () => {
    expect(after(byContext, 'b c', 'd')).toBeGreaterThan(3 * after(even, 'b c', 'd'));
    expect(after(byContext, 'the', 'cat')).toBeGreaterThan(after(even, 'the', 'cat'));
  });

  it.each(['a', 'b', 'b c', 'the cat', 'a dog', 'dog b'])('gives probabilities that sum to 1 after “%s”', (text) => {
    const context = contextAfter(byContext, text.split(' '));
    let sum = 0;
    for (let word = 0; word < byContext.vocabulary.size; word++)
      if (word !== sentenceStart) sum += Math.exp(byContext.logProb(context, word));
    expect(sum).toBeCloseTo(1, 5);
  });
});
