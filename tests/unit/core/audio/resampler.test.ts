import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { joinSamples } from '../../../../src/core/audio/pcm';
import { resample, Resampler } from '../../../../src/core/audio/resampler';
import { cut, noise, pushLengths, sameToTheBit } from '../../../support/audio';

const rates = [8000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 96_000];

const toneAt = (rateHz: number, hertz: number, seconds: number): Float32Array =>
  Float32Array.from(
    { length: Math.round(seconds * rateHz) },
    (_, n) => 0.5 * Math.sin((2 * Math.PI * hertz * n) / rateHz),
  );

const streamed = (resampler: Resampler, pieces: readonly Float32Array[]): Float32Array =>
  joinSamples([...pieces.map((piece) => resampler.push(piece)), resampler.finish()]);

const peakOf = (samples: Float32Array): number => samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);

/** Away from the two ends, where the silence around a tone is filtered as well. */
const middleOf = (samples: Float32Array): Float32Array => samples.subarray(400, samples.length - 400);

describe('Resampler', () => {
  it.each(rates)(
    'gives the same samples to the bit however the input at %i Hz is cut, stream after stream',
    (rateHz) => {
      const sound = noise(0.3, 0.5, rateHz);
      const whole = resample(sound, rateHz);
      const resampler = new Resampler(rateHz);
      fc.assert(
        fc.property(pushLengths(3000), (lengths) => sameToTheBit([streamed(resampler, cut(sound, lengths))], [whole])),
        { numRuns: 12 },
      );
    },
  );

  it.each(rates)('keeps a tone of 1 kHz at %i Hz where it is in time, frequency and level', (rateHz) => {
    const output = resample(toneAt(rateHz, 1000, 0.5), rateHz);
    const expected = toneAt(16_000, 1000, 0.5);
    const difference = output.map((sample, index) => sample - (expected[index] ?? 0));
    expect(peakOf(middleOf(difference))).toBeLessThan(1e-5);
  });

  it.each([44_100, 48_000, 96_000])(
    'keeps 7 kHz within 0.01 dB and lets nothing of 9 kHz through from %i Hz',
    (rateHz) => {
      expect(20 * Math.log10(peakOf(middleOf(resample(toneAt(rateHz, 7000, 0.5), rateHz))) / 0.5)).toBeCloseTo(0, 2);
      expect(20 * Math.log10(peakOf(middleOf(resample(toneAt(rateHz, 9000, 0.5), rateHz))))).toBeLessThan(-90);
    },
  );

  it('gives ⌈N · 16,000 / rate⌉ samples for N samples', () => {
    fc.assert(
      fc.property(fc.constantFrom(...rates), fc.nat({ max: 5000 }), (rateHz, count) => {
        expect(resample(new Float32Array(count), rateHz)).toHaveLength(Math.ceil((count * 16_000) / rateHz));
      }),
    );
  });

  it('is linear', () => {
    const [a, b] = [noise(0.1, 0.4, 1), noise(0.1, 0.4, 2)];
    const sum = resample(
      a.map((sample, index) => sample + b[index]!),
      44_100,
    );
    const [ra, rb] = [resample(a, 44_100), resample(b, 44_100)];
    expect(peakOf(sum.map((sample, index) => sample - ra[index]! - rb[index]!))).toBeLessThan(1e-6);
  });

  it('refuses a rate that is not a whole number of hertz', () => {
    for (const rateHz of [0, -1, 44.1, Number.NaN]) expect(() => new Resampler(rateHz)).toThrow(RangeError);
  });

  it('looks no further ahead than 48 periods of the lower rate', () => {
    expect(new Resampler(48_000).push(new Float32Array(48_000)).length).toBeGreaterThanOrEqual(16_000 - 48);
  });
});
