import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { english } from '../../../../src/core/alphabet';
import { decodeModel, encodeModel, highestOrder } from '../../../../src/core/languageModel/binary';
import { lexiconOf } from '../../../../src/core/languageModel/lexiconOf';
import { readArpa } from '../../../../src/core/languageModel/readArpa';
import { memoryRuns } from '../../../../src/core/languageModel/runs';
import { estimateStreamed } from '../../../../src/core/languageModel/streamedKneserNey';
import { TextCollector } from '../../../../src/core/languageModel/textCollector';

const arpa = readFileSync(join(__dirname, '../../../golden/kenlm/trigram.arpa'), 'utf8');
const model = readArpa(arpa.split('\n'));
const lexicon = lexiconOf(model, english);
const bytes = encodeModel({ model, lexicon });

describe('the binary language model', () => {
  it('keeps words and n-grams, and logarithms to within a level', () => {
    const { model: read } = decodeModel(bytes);
    expect(read.vocabulary.words).toEqual(model.vocabulary.words);
    for (const [index, tables] of read.orders.entries()) {
      const before = model.orders[index];
      expect(tables.words).toEqual(before?.words);
      expect(tables.firstExtensions).toEqual(before?.firstExtensions);
      for (const [i, logProb] of tables.logProbs.entries()) {
        if (logProb !== before?.logProbs[i]) expect(Math.abs(logProb - (before?.logProbs[i] ?? NaN))).toBeLessThan(0.5);
      }
    }
  });

  it('scores a sentence nearly as before', () => {
    const words = 'i will go and see the house'.split(' ');
    const [before, after] = [model, decodeModel(bytes).model].map((each) =>
      each.sentenceLogProbs(words).reduce((sum, logProb) => sum + logProb, 0),
    );
    expect(Math.abs((after ?? NaN) - (before ?? NaN))).toBeLessThan(0.2);
  });

  it('keeps the lexicon', () => {
    const read = decodeModel(bytes).lexicon;
    expect(read.nodes).toEqual(lexicon.nodes);
    const childrenOf = (each: typeof lexicon, node: number): number[] =>
      Array.from({ length: english.size }, (_, label) => each.child(node, label));
    for (let node = 0; node < lexicon.size; node++) {
      expect(childrenOf(read, node)).toEqual(childrenOf(lexicon, node));
      expect(read.bestLogProb(node)).toBe(lexicon.bestLogProb(node));
    }
  });

  it('keeps the model of any text, however few of its n-grams are left', () => {
    const word = fc.constantFrom('a', 'b', 'c', "don't");
    const lines = fc.array(
      fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(' ')),
      { minLength: 1, maxLength: 30 },
    );
    const shape = fc.record({
      order: fc.integer({ min: 1, max: highestOrder }),
      pruneUpTo: fc.constantFrom([], [0, 1, 2, 2], [0, 1000]),
      minCount: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(lines, shape, (text, { order, pruneUpTo, minCount }) => {
        const collector = new TextCollector();
        for (const line of text) collector.add(line);
        const vocabulary = collector.vocabulary(minCount, Infinity);
        const options = { order, pruneUpTo, store: memoryRuns, rowsInMemory: 100 };
        const built = estimateStreamed(vocabulary, collector.sentences(vocabulary), options);
        const read = decodeModel(encodeModel({ model: built, lexicon: lexiconOf(built, english) })).model;
        const shapeOf = ({ orders }: typeof built): unknown =>
          orders.map(({ words, firstExtensions }) => ({ words, firstExtensions }));
        expect(shapeOf(read)).toEqual(shapeOf(built));
      }),
    );
  });

  it('takes less than 7 bytes an n-gram beside the vocabulary', () => {
    const ngrams = model.orders.slice(1).reduce((sum, { words }) => sum + words.length, 0);
    expect(bytes.length).toBeLessThan(7 * ngrams + 25 * model.vocabulary.size);
  });

  it.each([0, 3, 12, 40, 5000, bytes.length - 1])('refuses a file cut short at %i bytes', (length) => {
    expect(() => decodeModel(bytes.subarray(0, length))).toThrow(/cut short|no language model/);
  });

  it('holds names, and refuses them where they are damaged', () => {
    const names = ['haven', 'kowry'];
    const withNames = encodeModel({ model, lexicon: lexiconOf(model, english), names });
    expect(decodeModel(withNames).names).toEqual(names);
    expect(decodeModel(bytes).names).toBeUndefined();
    withNames[withNames.length - 1] = 0;
    expect(() => decodeModel(withNames)).toThrow('its names are damaged');
    expect(() => decodeModel(withNames.subarray(0, withNames.length - 3))).toThrow('cut short');
  });

  it('refuses a file of another kind', () => {
    expect(() => decodeModel(Uint8Array.from({ length: 100 }, () => 7))).toThrow('no language model');
  });

  it('refuses a file of another version', () => {
    const other = bytes.slice();
    other[4] = 9;
    expect(() => decodeModel(other)).toThrow('version 9, expected 2');
  });
});
