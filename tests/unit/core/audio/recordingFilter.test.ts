import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { HighPass, highPassHz } from '../../../../src/core/audio/highPass';
import { joinSamples } from '../../../../src/core/audio/pcm';
import { RecordingFilter } from '../../../../src/core/audio/recordingFilter';
import { chirp, cut, noise, pushLengths, sameToTheBit, silence, tone } from '../../../support/audio';

const rms = (samples: Float32Array): number =>
  Math.sqrt(samples.reduce((sum, sample) => sum + sample ** 2, 0) / samples.length);
const decibels = (ratio: number): number => 20 * Math.log10(ratio);
const scaled = (samples: Float32Array, gain: number): Float32Array => samples.map((sample) => sample * gain);
const shifted = (samples: Float32Array, offset: number): Float32Array => samples.map((sample) => sample + offset);

function filtered(pieces: readonly Float32Array[], filter = new RecordingFilter()): Float32Array {
  return joinSamples([...pieces.map((piece) => filter.push(piece)), filter.finish()]);
}

describe('HighPass', () => {
  /** What is left of a tone once the filter has settled, dB. */
  const leftOf = (hertz: number): number => {
    const whole = tone(hertz, 4);
    return decibels(rms(new HighPass().push(whole).subarray(32_000)) / rms(whole.subarray(32_000)));
  };

  it('lets voices through, halves the power at its cut-off, and takes 12 dB an octave below', () => {
    expect(Math.abs(leftOf(80))).toBeLessThan(0.15);
    expect(Math.abs(leftOf(1000))).toBeLessThan(0.01);
    expect(leftOf(highPassHz)).toBeCloseTo(-3.01, 1);
    expect(leftOf(highPassHz / 4) - leftOf(highPassHz / 2)).toBeCloseTo(-12, 0);
  });

  it('takes an offset away from the first sample on, without a click', () => {
    const offset = new HighPass().push(new Float32Array(16_000).fill(0.3));
    expect(offset.every((sample) => Math.abs(sample) < 1e-6)).toBe(true);
  });

  it('takes an offset away that comes later', () => {
    const late = new HighPass().push(joinSamples([silence(0.5), new Float32Array(16_000).fill(0.3)]));
    expect(late.subarray(12_000).every((sample) => Math.abs(sample) < 1e-4)).toBe(true);
  });
});

describe('RecordingFilter', () => {
  const speech = joinSamples([silence(0.7), chirp(200, 3000, 1.9), silence(0.4), noise(0.8, 0.3, 1)]);

  it('gives the same however the samples are cut', () => {
    for (const samples of [speech, shifted(scaled(speech, 0.001), 0.05)]) {
      const whole = filtered([samples]);
      fc.assert(
        fc.property(pushLengths(20_000), (lengths) => {
          expect(sameToTheBit([filtered(cut(samples, lengths))], [whole])).toBe(true);
        }),
        { numRuns: 30 },
      );
    }
  });

  it('keeps the length, and nothing of one recording for the next', () => {
    const filter = new RecordingFilter();
    const first = filtered([scaled(speech, 0.001)], filter);
    expect(first).toHaveLength(speech.length);
    expect(sameToTheBit([filtered([scaled(speech, 0.001)], filter)], [first])).toBe(true);
  });

  it('leaves the level of a usual recording as it is', () => {
    expect(decibels(rms(filtered([speech])) / rms(speech))).toBeCloseTo(0, 1);
  });

  it('lifts a quiet recording, by 40 dB at most, and silence not at all', () => {
    const level = (gain: number): number => decibels(rms(filtered([scaled(tone(300, 3), gain)])));
    expect(level(10 ** (-50 / 20))).toBeCloseTo(-40, 0);
    expect(level(10 ** (-90 / 20))).toBeCloseTo(decibels(rms(tone(300, 3))) - 50, 0);
    expect(filtered([silence(3)]).every((sample) => sample === 0)).toBe(true);
  });

  it('is never louder than the recording was where that is loud, whatever was quiet before', () => {
    const whole = joinSamples([scaled(noise(5, 0.5, 2), 0.0005), tone(300, 2)]);
    expect(Math.max(...filtered([whole]))).toBeLessThan(0.55);
  });

  it('lifts again some minutes after a bang', () => {
    const quiet = scaled(tone(300, 600), 10 ** (-46 / 20));
    const whole = joinSamples([scaled(noise(1, 0.2, 3), 0.1), quiet]);
    const after = filtered([whole]);
    expect(decibels(rms(after.subarray(-16_000)) / rms(quiet))).toBeGreaterThan(6);
  });
});
