import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { Alphabet } from '../../../../src/core/alphabet';
import { BeamSearchDecoder } from '../../../../src/core/decode/beamSearch';
import { type BeamSearchOptions, defaultBeamSearchOptions } from '../../../../src/core/decode/beamSearchOptions';
import type { Decoder, PartialTranscript } from '../../../../src/core/decode/decoder';
import { GreedyDecoder } from '../../../../src/core/decode/greedy';
import { noScorer } from '../../../../src/core/decode/scorer';
import { HotWordScorer } from '../../../../src/core/languageModel/hotWordScorer';
import { TermMatcher } from '../../../../src/core/languageModel/termMatcher';
import { posteriors } from '../../../support/ctc';

const alphabet = new Alphabet('ab ');
const weight = fc.integer({ min: 1, max: 1000 });
const rows = fc.array(fc.array(weight, { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 60 });
/** Narrow, so that prefixes are given up and their numbers used again; committing, so that the tree is rooted anew. */
const committing = { ...defaultBeamSearchOptions, beamWidth: 6, commitMargin: 2, commitAfterTimesteps: 12 };
const patient = { ...committing, commitMargin: Infinity, commitAfterTimesteps: Infinity };
const terms = ['ab', 'ba b'].map((term) => alphabet.encode(term)!);
const withTerms = (): HotWordScorer => new HotWordScorer(noScorer, new TermMatcher(terms, alphabet), alphabet);

const decoders: readonly [string, (options: BeamSearchOptions) => Decoder][] = [
  ['beam search', (options) => new BeamSearchDecoder(alphabet, noScorer, options)],
  ['beam search with hot words', (options) => new BeamSearchDecoder(alphabet, withTerms(), options)],
  ['best path', () => new GreedyDecoder(alphabet)],
];

const wordsOf = ({ committed, unfinished }: PartialTranscript): string[] =>
  [...committed, ...unfinished].map(({ text }) => text);

describe.each(decoders)('%s, asked for a partial transcript with what lies ahead', (_, open) => {
  it('goes on as if it had not been asked', () => {
    const property = fc.property(rows, fc.array(fc.nat(8), { minLength: 60, maxLength: 60 }), (weights, reaches) => {
      const steps = posteriors(weights);
      const [asked, unasked] = [open(committing), open(committing)];
      steps.forEach((step, index) => {
        asked.step(step);
        unasked.step(step);
        asked.partial(steps.slice(index + 1, index + 1 + reaches[index]!));
        expect(asked.partial()).toEqual(unasked.partial());
      });
      expect(asked.finish()).toEqual(unasked.finish());
    });
    fc.assert(property);
  });

  it('says what it would say if it had stepped on', () => {
    const property = fc.property(rows, fc.nat(8), (weights, reach) => {
      const steps = posteriors(weights);
      const heard = Math.max(1, steps.length - reach);
      const [asked, stepped] = [open(patient), open(patient)];
      for (const step of steps.slice(0, heard)) asked.step(step);
      for (const step of steps) stepped.step(step);
      // What has been committed is shown at once, however short it has stood.
      fc.pre(stepped.partial().committed.length === asked.partial().committed.length);
      expect(wordsOf(asked.partial(steps.slice(heard)))).toEqual(wordsOf(stepped.partial()));
    });
    fc.assert(property, { numRuns: 60 });
  });
});
