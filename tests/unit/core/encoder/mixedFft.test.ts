import { describe, expect, it } from 'vitest';

import { MixedFft } from '../../../../src/core/encoder/mixedFft';
import { largestError } from '../../../golden/readVectors';
import { seededRandom } from '../../../support/audio';

/** By definition, one bin after another. */
function slowSpectrum(frame: Float64Array): Float64Array {
  return Float64Array.from({ length: frame.length / 2 + 1 }, (_, k) => {
    let re = 0;
    let im = 0;
    frame.forEach((value, n) => {
      const angle = (2 * Math.PI * ((k * n) % frame.length)) / frame.length;
      re += value * Math.cos(angle);
      im -= value * Math.sin(angle);
    });
    return re * re + im * im;
  });
}

function spectrum(fft: MixedFft, frame: Float64Array): Float64Array {
  const power = new Float64Array(frame.length / 2 + 1);
  fft.powerSpectrum(frame, power);
  return power;
}

describe('MixedFft', () => {
  it.each([2, 6, 8, 30, 50, 98, 400])('equals the transform by definition at %i points', (size) => {
    const fft = new MixedFft(size);
    const random = seededRandom(size);
    for (let round = 0; round < 3; round += 1) {
      const frame = Float64Array.from({ length: size }, () => 2 * random() - 1);
      expect(largestError(spectrum(fft, frame), slowSpectrum(frame))).toBeLessThan(1e-12);
    }
  });

  it('keeps the energy (Parseval)', () => {
    const random = seededRandom(1);
    const frame = Float64Array.from({ length: 400 }, () => 2 * random() - 1);
    const power = spectrum(new MixedFft(400), frame);
    const inFrequency = power.reduce((sum, bin, k) => sum + (k === 0 || k === 200 ? bin : 2 * bin), 0) / 400;
    expect(inFrequency).toBeCloseTo(
      frame.reduce((sum, value) => sum + value * value, 0),
      9,
    );
  });

  it('refuses odd sizes and frames of another size', () => {
    expect(() => new MixedFft(25)).toThrow('FFT size 25 is not even');
    expect(() => {
      spectrum(new MixedFft(400), new Float64Array(320));
    }).toThrow('a frame has 320 samples, expected 400');
    expect(() => {
      new MixedFft(8).powerSpectrum(new Float64Array(8), new Float64Array(4));
    }).toThrow('expected 5 bins, got 4');
  });
});
