import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { Alphabet } from '../../../../src/core/alphabet';
import { BeamSearchDecoder } from '../../../../src/core/decode/beamSearch';
import { defaultBeamSearchOptions } from '../../../../src/core/decode/beamSearchOptions';
import { noScorer } from '../../../../src/core/decode/scorer';
import { estimateKneserNey } from '../../../../src/core/languageModel/kneserNey';
import { lexiconRoot, noWord, outside } from '../../../../src/core/languageModel/lexicon';
import { lexiconOf } from '../../../../src/core/languageModel/lexiconOf';
import { TextCollector } from '../../../../src/core/languageModel/textCollector';
import { sentenceEnd, unknownWord } from '../../../../src/core/languageModel/vocabulary';
import { WordScorer } from '../../../../src/core/languageModel/wordScorer';
import { posteriors, textHeardBy } from '../../../support/ctc';

const alphabet = new Alphabet('abcdegiklnorstuwhy ');
const lines = [
  'the dog is here',
  'the dog is there',
  'the cat is old',
  'a dog and a cat',
  'the log is old',
  'look at the dog',
];
const collector = new TextCollector();
for (const line of lines) collector.add(line);
const vocabulary = collector.vocabulary(1, Infinity);
const model = estimateKneserNey(vocabulary, collector.count(3, vocabulary).orders(), { pruneUpTo: [] });
const lexicon = lexiconOf(model, alphabet);
const options = { alpha: 1, beta: 0.5, unknownLogProb: -6, characterPrice: -1, endWeight: 1 };

/** The score that a scorer gives for a whole text, label by label. */
function scoreOf(text: string): number {
  const scorer = new WordScorer(model, lexicon, alphabet, options);
  scorer.reserve(text.length + 1);
  scorer.start(0);
  const gains = Array.from(text).map((symbol, i) => scorer.extend(i, alphabet.labelOf(symbol) ?? NaN, i + 1));
  return gains.reduce((sum, gain) => sum + gain, 0) + scorer.finish(text.length);
}

function formula(words: readonly string[]): number {
  let context = model.start();
  let score = 0;
  for (const word of words) {
    const number = vocabulary.numberOf(word);
    const isUnknown = number === unknownWord;
    const spelling = options.alpha * options.unknownLogProb + options.characterPrice * word.length;
    score += (isUnknown ? spelling : model.logProb(context, number)) + options.beta;
    context = model.advance(context, number);
  }
  return score + model.logProb(context, sentenceEnd);
}

describe('Lexicon', () => {
  it('leads to every word and to no other', () => {
    const walk = (text: string): number =>
      Array.from(text).reduce(
        (node, symbol) => (node === outside ? outside : lexicon.child(node, alphabet.labelOf(symbol) ?? 0)),
        lexiconRoot,
      );
    for (const word of ['the', 'there', 'dog', 'a', 'at', 'and'])
      expect(vocabulary.words[lexicon.word(walk(word))]).toBe(word);
    expect(lexicon.word(walk('th'))).toBe(noWord);
    expect(walk('tha')).toBe(outside);
  });

  it('knows the best word below each prefix', () => {
    const t = lexicon.child(lexiconRoot, alphabet.labelOf('t') ?? 0);
    const unigrams = ['the', 'there'].map((word) => model.orders[0]?.logProbs[vocabulary.numberOf(word)] ?? NaN);
    expect(lexicon.bestLogProb(t)).toBe(Math.max(...unigrams));
  });

  it('leaves out words that the alphabet cannot spell', () => {
    const small = lexiconOf(model, new Alphabet('at '));
    expect(small.size).toBe(1 + 2);
  });
});

describe('WordScorer', () => {
  it('comes to alpha ln P + beta words, and a price for words to spell, however the look-ahead ran', () => {
    const known = fc.constantFrom('the', 'dog', 'is', 'here', 'there', 'cat', 'dogs', 'thy', 'log', 'ca');
    fc.assert(
      fc.property(fc.array(known, { maxLength: 6 }), fc.boolean(), (words, hasTrailingSpace) => {
        const text = words.join(' ') + (hasTrailingSpace && words.length > 0 ? ' ' : '');
        expect(scoreOf(text)).toBeCloseTo(formula(words), 4);
      }),
    );
  });

  it('turns what was half heard into what is said', () => {
    // "the [d/l]og": the l is heard a little better than the d.
    const rows: number[][] = Array.from('the _og').map((symbol) =>
      Array.from({ length: alphabet.size }, (_, i) => (i === alphabet.labelOf(symbol) ? 300 : 1)),
    );
    rows[4] = rows[4]?.map((_, i) => (i === alphabet.labelOf('l') ? 51 : i === alphabet.labelOf('d') ? 49 : 0.1)) ?? [];
    expect(textHeardBy(new BeamSearchDecoder(alphabet, noScorer), rows)).toBe('the log');
    const scorer = new WordScorer(model, lexicon, alphabet, options);
    const decoder = new BeamSearchDecoder(alphabet, scorer, defaultBeamSearchOptions);
    expect(textHeardBy(decoder, rows)).toBe('the dog');
  });

  it('spells a word that it does not know where it is clearly heard', () => {
    const decoder = new BeamSearchDecoder(alphabet, new WordScorer(model, lexicon, alphabet, options));
    const rows = Array.from('the kowry').map((symbol) =>
      Array.from({ length: alphabet.size }, (_, i) => (i === alphabet.labelOf(symbol) ? 5000 : 1)),
    );
    for (const step of posteriors(rows)) decoder.step(step);
    expect(decoder.finish().map(({ text }) => text)).toEqual(['the', 'kowry']);
  });
});
