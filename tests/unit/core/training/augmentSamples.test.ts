import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { defaultFeatureConfig } from '../../../../src/core/features/config';
import { bandScale } from '../../../../src/core/features/filterBank';
import { Framer } from '../../../../src/core/features/framer';
import { LogFilterBank } from '../../../../src/core/features/logFilterBank';
import { type Augmentation, noAugmentation } from '../../../../src/core/training/augmentation';
import { augmentFeatures } from '../../../../src/core/training/augmentFeatures';
import { augmentSamples } from '../../../../src/core/training/augmentSamples';
import { noise, silence, tone } from '../../../support/audio';

const features = { ...defaultFeatureConfig, bands: 40 };
const voiced = noise(1, 0.2, 1).map((value, n) => value * Math.sin(n / 1500) ** 2 + tone(700, 1, 0.1)[n]!);
const hum = noise(0.3, 0.1, 2);

const augmented = (
  changes: Partial<Augmentation>,
  samples: Float32Array = voiced,
  added?: Float32Array,
): Float32Array => augmentSamples(samples, { ...noAugmentation, ...changes }, features, added);

const powerOf = (samples: Float32Array): number => samples.reduce((sum, sample) => sum + sample * sample, 0);
const decibels = (a: number, b: number): number => 10 * Math.log10(a / b);
const difference = (a: Float32Array, b: Float32Array): Float32Array => a.map((sample, n) => sample - b[n]!);

function energiesOf(samples: Float32Array): Float32Array {
  const energies: number[] = [];
  const bank = new LogFilterBank(features);
  new Framer(features.frameLength, features.hop).push(samples, (frame) => energies.push(...bank.analyse(frame)));
  return Float32Array.from(energies);
}

describe('augmentSamples', () => {
  it('changes nothing, and gives a copy, where nothing is asked', () => {
    expect(augmented({})).toEqual(voiced);
    expect(augmented({})).not.toBe(voiced);
  });

  it('is as long as the speed says, and gives the same bits each time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 80, max: 125 }), fc.integer({ min: 0, max: 160 }), (hundredths, late) => {
        const changes = { speed: hundredths / 100, startSeconds: late / 16_000 };
        const result = augmented(changes);
        expect(result.length).toBe(Math.ceil(((voiced.length - late) * 100) / hundredths));
        expect(result.every(Number.isFinite)).toBe(true);
        expect(augmented(changes)).toEqual(result);
      }),
      { numRuns: 15 },
    );
  });

  it('adds noise of the power that was asked for', () => {
    fc.assert(
      fc.property(fc.double({ min: -10, max: 40, noNaN: true }), (signalToNoiseDb) => {
        const noisy = augmented({ noise: { signalToNoiseDb, place: 0, start: 0.4, isAlone: false } }, voiced, hum);
        expect(decibels(powerOf(voiced), powerOf(difference(noisy, voiced)))).toBeCloseTo(signalToNoiseDb, 2);
      }),
      { numRuns: 20 },
    );
  });

  it('leaves nothing of the recording where noise is heard in its place', () => {
    const alone = augmented({ noise: { signalToNoiseDb: 6, place: 0, start: 0, isAlone: true } }, voiced, hum);
    const ratio = alone[0]! / hum[0]!;
    alone.forEach((sample, n) => {
      expect(sample).toBeCloseTo(ratio * hum[n % hum.length]!, 5);
    });
  });

  it('leaves silence silent under noise and in a room', () => {
    const reverberation = { decaySeconds: 0.3, directToRoomDb: 0 };
    const quiet = augmented(
      { noise: { signalToNoiseDb: 0, place: 0, start: 0, isAlone: false }, reverberation },
      silence(0.5),
      hum,
    );
    expect(quiet).toEqual(silence(0.5));
  });

  it('adds a room of the energy and the decay that were asked for', () => {
    const click = new Float32Array(16_000);
    click[0] = 1;
    const room = augmented({ reverberation: { decaySeconds: 0.4, directToRoomDb: 3 } }, click);
    expect(decibels(1, powerOf(room.subarray(1)))).toBeCloseTo(3, 1);
    // From 0.1 s to 0.3 s are half of the 60 dB.
    const around = (seconds: number): number =>
      powerOf(room.slice((seconds - 0.02) * 16_000, (seconds + 0.02) * 16_000));
    expect(Math.abs(decibels(around(0.1), around(0.3)) - 30)).toBeLessThan(1.5);
  });

  it('silences the masked time and filters the masked bands out, and nothing else', () => {
    const masked = augmented({ timeMasks: [{ startSeconds: 0.25, seconds: 0.5 }] });
    expect(powerOf(masked.subarray(4000, 12_000))).toBe(0);
    expect(masked.subarray(0, 4000)).toEqual(voiced.subarray(0, 4000));
    const { hertzOf } = bandScale(features);
    const frequencyMasks = [{ firstBand: 15, bands: 10 }];
    const heard = (hertz: number): number => {
      const before = tone(hertz, 0.5);
      const after = augmented({ frequencyMasks }, before);
      return decibels(powerOf(after.subarray(1000, 7000)), powerOf(before.subarray(1000, 7000)));
    };
    expect(heard(hertzOf(20))).toBeLessThan(-30);
    expect(Math.abs(heard(hertzOf(8)))).toBeLessThan(0.2);
    expect(Math.abs(heard(hertzOf(32)))).toBeLessThan(0.2);
  });

  it('does to samples what training does to their features', () => {
    const apart = (changes: Partial<Augmentation>): number => {
      const ofSamples = energiesOf(augmented(changes, voiced, hum));
      const noiseFeatures = energiesOf(hum);
      const ofFeatures = augmentFeatures(
        energiesOf(voiced),
        { ...noAugmentation, ...changes },
        features,
        noiseFeatures,
      );
      const length = Math.min(ofSamples.length, ofFeatures.length);
      const sum = ofSamples.subarray(0, length).reduce((total, value, n) => total + (value - ofFeatures[n]!) ** 2, 0);
      return Math.sqrt(sum / length);
    };
    expect(apart({ gainDb: -7 })).toBeLessThan(0.001);
    // In nats; what is left is what sums of random phases vary by, and unlike seconds of speech lie 1 to 3 apart.
    expect(apart({ noise: { signalToNoiseDb: 5, place: 0, start: 0, isAlone: false } })).toBeLessThan(0.8);
    expect(apart({ reverberation: { decaySeconds: 0.3, directToRoomDb: 3 } })).toBeLessThan(0.8);
    expect(apart({ speed: 1.1 })).toBeLessThan(0.8);
  });
});
