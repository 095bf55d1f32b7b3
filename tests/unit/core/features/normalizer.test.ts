import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { Normalizer } from '../../../../src/core/features/normalizer';

const value = fc.double({ min: -20, max: 20, noNaN: true }).map(Math.fround);
const prior = { mean: Float32Array.of(-3), variance: Float32Array.of(4) };

/** The definition, each frame from all that came so far. */
function reference(values: readonly number[], priorFrames: number): number[] {
  return values.map((current, index) => {
    const so = values.slice(0, index + 1);
    const count = priorFrames + so.length;
    const mean = (priorFrames * -3 + so.reduce((a, b) => a + b, 0)) / count;
    const second = (priorFrames * (4 + 9) + so.reduce((a, b) => a + b * b, 0)) / count;
    return (current - mean) / Math.sqrt(Math.max(second - mean * mean, 1e-4));
  });
}

function stream(normalizer: Normalizer, values: readonly number[]): number[] {
  return values.map((current) => {
    const frame = Float32Array.of(current);
    normalizer.push(frame);
    return frame[0]!;
  });
}

describe('Normalizer', () => {
  it('is the definition, frame after frame', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 20 }), fc.integer({ min: 1, max: 300 }), (values, priorFrames) => {
        const expected = reference(values, priorFrames);
        stream(new Normalizer(prior, priorFrames), values).forEach((actual, index) => {
          expect(actual).toBeCloseTo(expected[index]!, 3);
        });
      }),
    );
  });

  it('does not look ahead: what comes later changes nothing', () => {
    fc.assert(
      fc.property(fc.array(value), fc.array(value), (first, later) => {
        const alone = stream(new Normalizer(prior, 30), first);
        expect(stream(new Normalizer(prior, 30), [...first, ...later]).slice(0, first.length)).toEqual(alone);
      }),
    );
  });

  it('starts afresh with each utterance', () => {
    const normalizer = new Normalizer(prior, 10);
    const first = stream(normalizer, [1, 2, 3]);
    normalizer.finish();
    expect(stream(normalizer, [1, 2, 3])).toEqual(first);
  });

  it('stays finite for a band that never changes', () => {
    const still = new Normalizer({ mean: Float32Array.of(5), variance: Float32Array.of(0) }, 300);
    expect(stream(still, [5, 5, 5])).toEqual([0, 0, 0]);
  });

  it('refuses frames and priors of another size', () => {
    expect(() => {
      new Normalizer(prior, 10).push(new Float32Array(2));
    }).toThrow('2 bands, expected 1');
    expect(() => new Normalizer({ mean: new Float32Array(2), variance: new Float32Array(1) }, 10)).toThrow('variances');
  });
});
