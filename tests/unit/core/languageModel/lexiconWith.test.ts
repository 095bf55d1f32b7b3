import { describe, expect, it } from 'vitest';

import { english } from '../../../../src/core/alphabet';
import { estimateKneserNey } from '../../../../src/core/languageModel/kneserNey';
import { type Lexicon, lexiconRoot, noWord, outside } from '../../../../src/core/languageModel/lexicon';
import { lexiconOf } from '../../../../src/core/languageModel/lexiconOf';
import { lexiconWith } from '../../../../src/core/languageModel/lexiconWith';
import { TextCollector } from '../../../../src/core/languageModel/textCollector';
import { unknownWord } from '../../../../src/core/languageModel/vocabulary';
import { defaultWordScorerOptions, WordScorer } from '../../../../src/core/languageModel/wordScorer';

const collector = new TextCollector();
for (const line of ['the dog is here', 'the dot', "it's the end"]) collector.add(line);
const vocabulary = collector.vocabulary(1, Infinity);
const model = estimateKneserNey(vocabulary, collector.count(2, vocabulary).orders(), { pruneUpTo: [] });
const lexicon = lexiconOf(model, english);
const labelsOf = (word: string): Int32Array => english.encode(word) ?? new Int32Array(0);
const extended = lexiconWith(lexicon, ['doge', 'dog', 'zebra'].map(labelsOf), model.unigramLogProbs);

function wordAt(each: Lexicon, word: string): number {
  const node = labelsOf(word).reduce((at, label) => (at === outside ? outside : each.child(at, label)), lexiconRoot);
  return node === outside ? noWord : each.word(node);
}

describe('lexiconWith', () => {
  it('keeps every word that there was', () => {
    for (const word of vocabulary.words.slice(3)) expect(wordAt(extended, word)).toBe(vocabulary.numberOf(word));
  });

  it('leads to the new words, which the language model does not know', () => {
    expect(wordAt(lexicon, 'doge')).toBe(noWord);
    expect(wordAt(extended, 'doge')).toBe(unknownWord);
    expect(wordAt(extended, 'zebra')).toBe(unknownWord);
    expect(wordAt(extended, 'zebr')).toBe(noWord);
  });

  it('adds no node that it does not need', () => {
    expect(extended.size).toBe(lexicon.size + 'e'.length + 'zebra'.length);
  });

  it('frees a new word from the price of spelling', () => {
    const scoreIn = (each: Lexicon): number => {
      const scorer = new WordScorer(model, each, english);
      scorer.reserve(10);
      scorer.start(0);
      return labelsOf('zebra').reduce((sum, label, i) => sum + scorer.extend(i, label, i + 1), 0) + scorer.finish(5);
    };
    const { alpha, unknownLogProb, characterPrice } = defaultWordScorerOptions;
    const listed = alpha * model.logProb(model.start(), unknownWord);
    const spelt = alpha * unknownLogProb + 'zebra'.length * characterPrice;
    expect(scoreIn(extended) - scoreIn(lexicon)).toBeCloseTo(listed - spelt, 4);
  });
});
