import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { confidenceOf, type WordEvidence } from '../../../../src/core/decode/confidence';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const evidence: fc.Arbitrary<WordEvidence> = fc.record({
  posterior: share,
  agreement: share,
  letters: fc.integer({ min: 1, max: 30 }),
  timesteps: fc.integer({ min: 1, max: 200 }),
});

describe('confidenceOf', () => {
  it('lies between 0 and 1, and is certain of nothing', () => {
    fc.assert(
      fc.property(evidence, (one) => {
        const confidence = confidenceOf(one);
        expect(confidence).toBeGreaterThan(0);
        expect(confidence).toBeLessThan(1);
      }),
    );
  });

  it('never falls when a word is louder, or more of the search agrees', () => {
    fc.assert(
      fc.property(evidence, share, share, (one, posterior, agreement) => {
        const more = {
          ...one,
          posterior: Math.max(one.posterior, posterior),
          agreement: Math.max(one.agreement, agreement),
        };
        expect(confidenceOf(more)).toBeGreaterThanOrEqual(confidenceOf(one));
      }),
    );
  });

  it('never rises when a word is stretched', () => {
    fc.assert(
      fc.property(evidence, fc.nat({ max: 50 }), (one, more) => {
        expect(confidenceOf({ ...one, timesteps: one.timesteps + more })).toBeLessThanOrEqual(confidenceOf(one));
      }),
    );
  });
});
