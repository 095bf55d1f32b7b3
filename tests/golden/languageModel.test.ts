import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { writeArpa } from '../../src/core/languageModel/arpa';
import { discountsOf, estimateKneserNey } from '../../src/core/languageModel/kneserNey';
import type { NgramModel } from '../../src/core/languageModel/ngramModel';
import { readArpa } from '../../src/core/languageModel/readArpa';
import { memoryRuns } from '../../src/core/languageModel/runs';
import { estimateStreamed } from '../../src/core/languageModel/streamedKneserNey';
import { TextCollector } from '../../src/core/languageModel/textCollector';
import { sentenceEnd } from '../../src/core/languageModel/vocabulary';

const read = (name: string): string => readFileSync(join(__dirname, 'kenlm', name), 'utf8');
const lines = (name: string): string[] => read(name).trimEnd().split('\n');

interface GoldenSentence {
  readonly sentence: string;
  readonly log10: number;
  readonly words: readonly { readonly log10: number; readonly ngram: number; readonly oov: boolean }[];
}

function build(): { model: NgramModel; collector: TextCollector } {
  const collector = new TextCollector();
  for (const line of lines('text.txt')) collector.add(line);
  const vocabulary = collector.vocabulary(1, Infinity);
  const counts = collector.count(3, vocabulary).orders();
  return { model: estimateKneserNey(vocabulary, counts, { pruneUpTo: [] }), collector };
}

/** As `utter lm build` does, with so little in memory that there are many runs. */
function buildStreamed(): NgramModel {
  const collector = new TextCollector();
  for (const line of lines('text.txt')) collector.add(line);
  const vocabulary = collector.vocabulary(1, Infinity);
  const options = { order: 3, pruneUpTo: [], store: memoryRuns, rowsInMemory: 300 };
  return estimateStreamed(vocabulary, collector.sentences(vocabulary), options);
}

/** The n-grams of ARPA text with their numbers. */
function entries(arpa: Iterable<string>): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const line of arpa) {
    const [logProb, words, backoff] = line.split('\t');
    if (words !== undefined && words !== '<s>') found.set(words, [Number(logProb), Number(backoff ?? 0)]);
  }
  return found;
}

describe('the n-gram toolkit, judged by KenLM', () => {
  it('estimates the discounts that lmplz estimates', () => {
    const { collector } = build();
    const orders = collector.count(3, collector.vocabulary(1, Infinity)).orders();
    const highest = orders[2];
    expect(highest).toBeDefined();
    const discounts = discountsOf(highest?.counts.slice(0, highest.length) ?? new Uint32Array(0));
    [0.964085, 1.20605, 2.44909].forEach((golden, i) => {
      expect(discounts[i]).toBeCloseTo(golden, 5);
    });
  });

  it('estimates the model that lmplz estimates', () => {
    const ours = entries(writeArpa(build().model));
    const golden = entries(lines('trigram.arpa'));
    expect(ours.size).toBe(golden.size);
    for (const [words, [logProb = NaN, backoff = NaN]] of golden) {
      const [ourLogProb = NaN, ourBackoff = NaN] = ours.get(words) ?? [];
      // lmplz computes in single precision and prints eight digits.
      expect(Math.abs(ourLogProb - logProb), words).toBeLessThan(2e-5);
      expect(Math.abs(ourBackoff - backoff), words).toBeLessThan(2e-5);
    }
  });

  it.each([
    ['estimated from the text', (): NgramModel => build().model],
    ['estimated from sorted runs', buildStreamed],
    ['read from the ARPA file', (): NgramModel => readArpa(lines('trigram.arpa'))],
  ])('scores sentences as KenLM does, %s', (_, open) => {
    const model = open();
    for (const { sentence, words } of JSON.parse(read('scores.json')) as GoldenSentence[]) {
      const numbers = [
        ...sentence
          .split(' ')
          .filter(Boolean)
          .map((word) => model.vocabulary.numberOf(word)),
        sentenceEnd,
      ];
      let context = model.start();
      for (const [i, golden] of words.entries()) {
        const number = numbers[i] ?? 0;
        expect(model.logProb(context, number) / Math.LN10).toBeCloseTo(golden.log10, 4);
        expect(model.matchedOrder(context, number)).toBe(golden.ngram);
        context = model.advance(context, number);
      }
    }
  });

  it('writes the ARPA text that it reads', () => {
    const once = [...writeArpa(readArpa(lines('trigram.arpa')))];
    expect([...writeArpa(readArpa(once))]).toEqual(once);
  });
});
