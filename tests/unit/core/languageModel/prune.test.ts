import { describe, expect, it } from 'vitest';

import { estimateKneserNey } from '../../../../src/core/languageModel/kneserNey';
import type { NgramModel } from '../../../../src/core/languageModel/ngramModel';
import { pruneModel } from '../../../../src/core/languageModel/prune';
import { TextCollector } from '../../../../src/core/languageModel/textCollector';
import { sentenceStart } from '../../../../src/core/languageModel/vocabulary';

const sentences = [
  'the cat sat on the mat',
  'the cat saw the dog',
  'the cat sat on the dog',
  'a dog sat',
  'a dog sat on a cat',
  'the mat lay on a dog',
  'new york is far',
  'new york is new',
  'he saw new york',
];

function build(order: number): NgramModel {
  const collector = new TextCollector();
  for (const line of sentences) collector.add(line);
  const vocabulary = collector.vocabulary(1, Infinity);
  return estimateKneserNey(vocabulary, collector.count(order, vocabulary).orders(), { pruneUpTo: [0, 0, 0] });
}

const model = build(3);
const longerOf = ({ orders }: NgramModel): number => orders.slice(1).reduce((sum, { words }) => sum + words.length, 0);

function contextAfter(of: NgramModel, text: string): number {
  const words = text.split(' ').filter(Boolean);
  return words.reduce((context, word) => of.advance(context, of.vocabulary.numberOf(word)), of.start());
}

/** Mean nats of a word of the text that the model was made from. */
function surpriseOf(of: NgramModel): number {
  const nats = sentences.flatMap((sentence) => of.sentenceLogProbs(sentence.split(' ')).map((logProb) => -logProb));
  return nats.reduce((sum, each) => sum + each, 0) / nats.length;
}

/** Whether the model has the words as an n-gram of its own. */
function holds(of: NgramModel, text: string): boolean {
  const words = text.split(' ').map((word) => of.vocabulary.numberOf(word));
  const last = words.pop() ?? 0;
  const context = words.reduce((before, word) => of.advance(before, word), -1);
  return of.matchedOrder(context, last) === words.length + 1;
}

describe('pruneModel', () => {
  it.each([0, 1, 5, 20, 40])('keeps at most %i n-grams, and every probability a part of 1', (count) => {
    const pruned = pruneModel(model, count);
    expect(longerOf(pruned)).toBeLessThanOrEqual(count);
    for (const text of ['', 'the', 'the cat', 'cat sat', 'new york', 'is', 'on a', 'far']) {
      const context = contextAfter(pruned, text);
      let sum = 0;
      for (let word = 0; word < pruned.vocabulary.size; word++)
        if (word !== sentenceStart) sum += Math.exp(pruned.logProb(context, word));
      expect(sum, text).toBeCloseTo(1, 5);
    }
  });

  it('changes nothing where there is room for all', () => {
    const whole = pruneModel(model, longerOf(model));
    expect(longerOf(whole)).toBe(longerOf(model));
    expect(surpriseOf(whole)).toBeCloseTo(surpriseOf(model), 5);
  });

  it('keeps words that surely follow, and gives up what chance would bring together as well', () => {
    const pruned = pruneModel(model, 12);
    expect(holds(model, 'new york')).toBe(true);
    expect(holds(pruned, 'new york')).toBe(true);
    expect(holds(model, 'a cat')).toBe(true);
    expect(holds(pruned, 'a cat')).toBe(false);
  });

  it('knows a text the better the more it keeps', () => {
    const surprises = [0, 8, 16, 32].map((count) => surpriseOf(pruneModel(model, count)));
    expect(surprises).toEqual([...surprises].sort((a, b) => b - a));
    expect(surprises[3]).toBeLessThan((surprises[0] ?? 0) - 0.5);
  });
});
