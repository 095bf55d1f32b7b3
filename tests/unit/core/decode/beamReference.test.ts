import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { Alphabet } from '../../../../src/core/alphabet';
import { BeamSearchDecoder, type Hypothesis } from '../../../../src/core/decode/beamSearch';
import { exhaustiveOptions } from '../../../../src/core/decode/beamSearchOptions';
import { noScorer, type Scorer } from '../../../../src/core/decode/scorer';
import { seededRandom } from '../../../support/audio';
import { posteriors } from '../../../support/ctc';
import { randomScore, RandomScorer, referenceBeam } from '../../../support/referenceBeam';

const symbols = 'abc ';
const alphabet = new Alphabet(symbols);
/** Drawn from a seed, and not value by value: no two prefixes weigh the same, so that there is no tie to break. */
const steps = fc.record({ seed: fc.nat(), length: fc.integer({ min: 1, max: 14 }) }).map(({ seed, length }) => {
  const random = seededRandom(seed);
  return posteriors(Array.from({ length }, () => Array.from({ length: 5 }, () => 0.001 + random() ** 3)));
});

function search(sound: readonly Float32Array[], beamWidth: number, scorer: Scorer): Hypothesis[] {
  const decoder = new BeamSearchDecoder(alphabet, scorer, { ...exhaustiveOptions, beamWidth });
  for (const step of sound) decoder.step(step);
  // Words that all prefixes of a narrow beam share are committed, and are no part of the hypotheses any more.
  const committed = decoder.partial().committed.map(({ text }) => `${text} `);
  return decoder
    .hypotheses(10)
    .map(({ text, logScore }) => ({ text: (committed.join('') + text).trimEnd(), logScore }));
}

function expectSame(found: readonly Hypothesis[], expected: readonly Hypothesis[]): void {
  expect(found.map(({ text }) => text)).toEqual(expected.slice(0, 10).map(({ text }) => text));
  for (const [index, { logScore }] of found.entries()) expect(logScore).toBeCloseTo(expected[index]!.logScore, 6);
}

describe.each([1, 2, 3, 5, 16, 64, 256])('BeamSearchDecoder with a beam of %i', (beamWidth) => {
  it('equals the plain search', () => {
    fc.assert(
      fc.property(steps, (sound) => {
        expectSame(
          search(sound, beamWidth, noScorer),
          referenceBeam(sound, symbols, beamWidth, () => 0),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('equals the plain search with a scorer', () => {
    fc.assert(
      fc.property(steps, fc.nat(), (sound, seed) => {
        const expected = referenceBeam(sound, symbols, beamWidth, (prefix) => randomScore(prefix, seed));
        expectSame(search(sound, beamWidth, new RandomScorer(symbols, seed)), expected);
      }),
      { numRuns: 40 },
    );
  });
});
