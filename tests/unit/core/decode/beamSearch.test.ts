import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { Alphabet } from '../../../../src/core/alphabet';
import { BeamSearchDecoder } from '../../../../src/core/decode/beamSearch';
import { defaultBeamSearchOptions, exhaustiveOptions } from '../../../../src/core/decode/beamSearchOptions';
import type { WordEvidence } from '../../../../src/core/decode/confidence';
import type { Decoder } from '../../../../src/core/decode/decoder';
import { GreedyDecoder } from '../../../../src/core/decode/greedy';
import { noScorer } from '../../../../src/core/decode/scorer';
import { posteriors, sumAlignments } from '../../../support/ctc';
import { alphabet, rows, script, weight } from '../../../support/shortAlphabet';

const unheard: WordEvidence = { posterior: NaN, agreement: NaN, letters: NaN, timesteps: NaN };

function decode(steps: readonly Float32Array[], decoder: Decoder = new BeamSearchDecoder(alphabet, noScorer)): string {
  for (const step of steps) decoder.step(step);
  return decoder
    .finish()
    .map(({ text }) => text)
    .join(' ');
}

/** The probability of each text, spaces normalised, by going through every alignment. */
function enumerate(steps: readonly Float32Array[]): Map<string, number> {
  const probabilityOf = new Map<string, number>();
  for (const [key, probability] of sumAlignments(steps, alphabet.blank)) {
    const labels = key === '' ? [] : key.split(',').map(Number);
    const text = alphabet.decode(labels).split(' ').filter(Boolean).join(' ');
    probabilityOf.set(text, (probabilityOf.get(text) ?? 0) + probability);
  }
  return probabilityOf;
}

describe('BeamSearchDecoder', () => {
  it('collapses a repeated label', () => {
    expect(decode(script('aab'))).toBe('ab');
  });

  it('keeps a label repeated across a blank', () => {
    expect(decode(script('a_a'))).toBe('aa');
  });

  it('hears nothing in blanks', () => {
    expect(decode(script('____'))).toBe('');
  });

  it('takes spaces at the ends and repeated spaces for no words', () => {
    expect(decode(script(' _ a_ _ b  '))).toBe('a b');
  });

  it('says where a word was heard', () => {
    const decoder = new BeamSearchDecoder(alphabet, noScorer);
    for (const step of script('__aa_b___ _bb__')) decoder.step(step);
    const words = decoder.finish();
    expect(words.map(({ text, startTimestep, endTimestep }) => [text, startTimestep, endTimestep])).toEqual([
      ['ab', 2, 6],
      ['b', 11, 13],
    ]);
  });

  it('is sure of what is loud and less sure of what is not', () => {
    const faint = posteriors([
      [50, 40, 5, 5],
      [1, 1, 1, 97],
    ]);
    const confidenceOf = ({ posterior, agreement }: WordEvidence): number => posterior * agreement;
    const decoder = new BeamSearchDecoder(alphabet, noScorer, defaultBeamSearchOptions, { confidenceOf });
    for (const step of [...script('a__ _'), ...faint]) decoder.step(step);
    const [loud, unsure] = decoder.finish();
    expect(loud?.confidence).toBeGreaterThan(0.7);
    expect(unsure?.confidence).toBeLessThan(0.5);
  });

  it('judges a word by the share of the search that has it, also when it is committed early', () => {
    const evidence: WordEvidence[] = [];
    const options = { ...defaultBeamSearchOptions, commitMargin: Infinity, commitAfterTimesteps: 3 };
    const decoder = new BeamSearchDecoder(alphabet, noScorer, options, { confidenceOf: (one) => evidence.push(one) });
    const doubtful = posteriors([[50, 45, 1, 4]]);
    for (const step of [...doubtful, ...script('_ _________')]) decoder.step(step);
    expect(decoder.partial().committed.map(({ text }) => text)).toEqual(['a']);
    const [{ posterior, agreement, letters, timesteps } = unheard] = evidence;
    expect([letters, timesteps]).toEqual([1, 1]);
    expect(posterior).toBeCloseTo(0.5, 6);
    expect(agreement).toBeCloseTo(50 / 95, 1);
  });

  it('takes what is common out of what the network says', () => {
    const logPriors = [-2, -6, -3, -0.5];
    const known = new Alphabet('ab ', logPriors);
    fc.assert(
      fc.property(rows(12), fc.double({ min: 0, max: 1, noNaN: true }), (weights, priorWeight) => {
        const steps = posteriors(weights);
        const divided = steps.map((row) =>
          row.map((logProb, label) => logProb - priorWeight * (logPriors[label] ?? 0)),
        );
        const options = { ...exhaustiveOptions, beamWidth: 20 };
        const [inside, outside] = [
          { decoder: new BeamSearchDecoder(known, noScorer, { ...options, priorWeight }), sound: steps },
          { decoder: new BeamSearchDecoder(alphabet, noScorer, options), sound: divided },
        ].map(({ decoder, sound }) => {
          for (const step of sound) decoder.step(step);
          return decoder.hypotheses(3);
        });
        expect(inside?.map(({ text }) => text)).toEqual(outside?.map(({ text }) => text));
        expect(inside?.[0]?.logScore).toBeCloseTo(outside?.[0]?.logScore ?? NaN, 4);
      }),
      { numRuns: 40 },
    );
  });

  it('gives every text the sum over all its alignments when nothing is pruned', () => {
    fc.assert(
      fc.property(rows(5), (weights) => {
        const steps = posteriors(weights);
        const decoder = new BeamSearchDecoder(alphabet, noScorer, exhaustiveOptions);
        for (const step of steps) decoder.step(step);
        const reference = enumerate(steps);
        const hypotheses = decoder.hypotheses(Infinity);
        expect(hypotheses.length).toBe(reference.size);
        for (const { text, logScore } of hypotheses)
          expect(Math.exp(logScore)).toBeCloseTo(reference.get(text) ?? NaN, 6);
      }),
      { numRuns: 50 },
    );
  });

  it('never finds a better text with a narrow beam than with one that holds all', () => {
    fc.assert(
      fc.property(rows(7), fc.integer({ min: 1, max: 20 }), (weights, beamWidth) => {
        const [narrow, wide] = [beamWidth, 1e6].map((width) => {
          const decoder = new BeamSearchDecoder(alphabet, noScorer, { ...exhaustiveOptions, beamWidth: width });
          for (const step of posteriors(weights)) decoder.step(step);
          return decoder.hypotheses(1)[0]?.logScore ?? NaN;
        });
        expect(narrow).toBeLessThanOrEqual((wide ?? NaN) + 1e-9);
      }),
    );
  });

  // Summing over alignments can outvote the likeliest label of a timestep, but not one with three quarters of the probability.
  it('is greedy at beam 1 where each timestep is at least three quarters sure', () => {
    const sure = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.array(weight, { minLength: 4, maxLength: 4 })), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(sure, (timesteps) => {
        const steps = posteriors(
          timesteps.map(([loud, weights]) => {
            const rest = weights.reduce((sum, value, i) => (i === loud ? sum : sum + value), 0);
            return weights.map((value, i) => (i === loud ? 3 * rest : value));
          }),
        );
        const one = new BeamSearchDecoder(alphabet, noScorer, { ...defaultBeamSearchOptions, beamWidth: 1 });
        expect(decode(steps, one)).toBe(decode(steps, new GreedyDecoder(alphabet)));
      }),
    );
  });

  it('orders words in time without overlap', () => {
    fc.assert(
      fc.property(rows(80), (weights) => {
        const decoder = new BeamSearchDecoder(alphabet, noScorer);
        for (const step of posteriors(weights)) decoder.step(step);
        let end = 0;
        for (const word of decoder.finish()) {
          expect(word.startTimestep).toBeGreaterThanOrEqual(end - 1);
          expect(word.endTimestep).toBeGreaterThan(word.startTimestep);
          end = word.endTimestep;
        }
      }),
      { numRuns: 40 },
    );
  });

  it('decodes a second utterance as if it were the first', () => {
    const decoder = new BeamSearchDecoder(alphabet, noScorer);
    decode(script('ab_ ba_a b'), decoder);
    expect(decode(script('b_ a'), decoder)).toBe('b a');
    for (const step of script('_a_')) decoder.step(step);
    expect(decoder.finish()[0]?.startTimestep).toBe(1);
  });

  it('keeps its memory bounded over a long utterance', () => {
    const decoder = new BeamSearchDecoder(alphabet, noScorer, { ...defaultBeamSearchOptions, beamWidth: 16 });
    const capacities = Array.from({ length: 60 }, () => {
      for (const step of script('ab_a b_ ba_b_ a_ '.repeat(4))) decoder.step(step);
      return decoder.capacity;
    });
    expect(capacities.at(-1)).toBe(capacities[5]);
    expect(decoder.partial().committed.length).toBeGreaterThan(900);
  });

  it('gives nearly the same scores when sure blanks are skipped', () => {
    const sureBlank = [1, 1, 1, 997];
    const steps = posteriors([[900, 50, 30, 20], sureBlank, sureBlank, [20, 900, 50, 30], sureBlank]);
    const [skipping, full] = [defaultBeamSearchOptions.blankSkipLogProb, Infinity].map((blankSkipLogProb) => {
      const decoder = new BeamSearchDecoder(alphabet, noScorer, { ...exhaustiveOptions, blankSkipLogProb });
      for (const step of steps) decoder.step(step);
      return decoder.hypotheses(1)[0];
    });
    expect(skipping?.text).toBe(full?.text);
    expect(skipping?.logScore).toBeCloseTo(full?.logScore ?? NaN, 2);
  });

  it('refuses a timestep of another alphabet', () => {
    expect(() => {
      new BeamSearchDecoder(alphabet, noScorer).step(new Float32Array(3));
    }).toThrow('4 labels, not 3');
  });
});
