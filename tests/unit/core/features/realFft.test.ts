import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { RealFft } from '../../../../src/core/features/realFft';

const size = fc.constantFrom(4, 8, 16, 64);
const framesOf = (length: number): fc.Arbitrary<Float32Array> =>
  fc
    .array(fc.double({ min: -1, max: 1, noNaN: true }), { maxLength: length })
    .map((values) => Float32Array.from(values));
const sizedFrame = size.chain((points) => fc.tuple(fc.constant(points), framesOf(points)));

/** The definition: |Σ x_n e^(−2πikn/size)|². */
function naivePower(frame: Float32Array, points: number): number[] {
  return Array.from({ length: points / 2 + 1 }, (_, k) => {
    let real = 0;
    let imaginary = 0;
    frame.forEach((value, n) => {
      real += value * Math.cos((2 * Math.PI * k * n) / points);
      imaginary -= value * Math.sin((2 * Math.PI * k * n) / points);
    });
    return real * real + imaginary * imaginary;
  });
}

function powerOf(frame: Float32Array, points: number): Float64Array {
  const power = new Float64Array(points / 2 + 1);
  new RealFft(points).powerSpectrum(frame, power);
  return power;
}

describe('RealFft', () => {
  it('is the discrete Fourier transform of the frame with zeros behind it', () => {
    fc.assert(
      fc.property(sizedFrame, ([points, frame]) => {
        const expected = naivePower(frame, points);
        powerOf(frame, points).forEach((value, k) => {
          expect(value).toBeCloseTo(expected[k]!, 9);
        });
      }),
    );
  });

  it('keeps the energy (Parseval)', () => {
    fc.assert(
      fc.property(sizedFrame, ([points, frame]) => {
        const power = powerOf(frame, points);
        const inner = power.subarray(1, points / 2).reduce((sum, value) => sum + 2 * value, 0);
        const energy = frame.reduce((sum, value) => sum + value * value, 0);
        expect((power[0]! + inner + power[points / 2]!) / points).toBeCloseTo(energy, 9);
      }),
    );
  });

  it('forgets the frame before', () => {
    const fft = new RealFft(16);
    const power = new Float64Array(9);
    fft.powerSpectrum(new Float32Array(16).fill(0.5), power);
    fft.powerSpectrum(Float32Array.of(1), power);
    power.forEach((value) => {
      expect(value).toBeCloseTo(1, 12);
    });
  });

  it('refuses a size that is no power of two, a frame that is too long, and a wrong number of bins', () => {
    expect(() => new RealFft(320)).toThrow('FFT size 320');
    expect(() => new RealFft(2)).toThrow('FFT size 2');
    expect(() => powerOf(new Float32Array(9), 8)).toThrow('9 samples');
    expect(() => {
      new RealFft(8).powerSpectrum(new Float32Array(8), new Float64Array(4));
    }).toThrow('expected 5 bins');
  });
});
