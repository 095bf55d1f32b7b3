import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { estimateKneserNey } from '../../../../src/core/languageModel/kneserNey';
import type { NgramModel } from '../../../../src/core/languageModel/ngramModel';
import { memoryRuns } from '../../../../src/core/languageModel/runs';
import { estimateStreamed } from '../../../../src/core/languageModel/streamedKneserNey';
import { TextCollector } from '../../../../src/core/languageModel/textCollector';
import { drawnShape, drawnText } from '../../../support/languageModelTexts';

const shape = fc.record({ ...drawnShape, rowsInMemory: fc.integer({ min: 1, max: 200 }) });

/** How far two models of the same n-grams lie apart in any logarithm. */
function largestDifference(a: NgramModel, b: NgramModel): number {
  const logs = (model: NgramModel): number[] =>
    model.orders.flatMap(({ logProbs, backoffs }) => [...logProbs, ...backoffs]).map((log) => Math.max(log, -1e6));
  const others = logs(b);
  return Math.max(...logs(a).map((log, i) => Math.abs(log - (others[i] ?? NaN))));
}

const shapeOf = (model: NgramModel): unknown =>
  model.orders.map(({ words, firstExtensions }) => ({ words, firstExtensions }));

describe('estimateStreamed', () => {
  it('gives the model that is estimated in memory, however little of it is in memory at a time', () => {
    fc.assert(
      fc.property(drawnText, shape, (lines, { order, pruneUpTo, minCount, rowsInMemory }) => {
        const collector = new TextCollector();
        for (const line of lines) collector.add(line);
        const vocabulary = collector.vocabulary(minCount, Infinity);
        const expected = estimateKneserNey(vocabulary, collector.count(order, vocabulary).orders(), { pruneUpTo });
        const options = { order, pruneUpTo, store: memoryRuns, rowsInMemory };
        const model = estimateStreamed(vocabulary, collector.sentences(vocabulary), options);
        expect(shapeOf(model)).toEqual(shapeOf(expected));
        expect(largestDifference(model, expected)).toBeLessThan(1e-4);
      }),
    );
  });

  it('refuses to prune a higher order less than a lower one', () => {
    const collector = new TextCollector();
    collector.add('a b');
    const vocabulary = collector.vocabulary(1, Infinity);
    const options = { order: 3, pruneUpTo: [0, 2, 1], store: memoryRuns, rowsInMemory: 10 };
    expect(() => estimateStreamed(vocabulary, collector.sentences(vocabulary), options)).toThrow('pruned less');
  });
});
