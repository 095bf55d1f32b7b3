import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { resample } from '../../../../src/core/audio/resampler';
import { defaultFeatureConfig, frameSizeOf } from '../../../../src/core/features/config';
import { Framer } from '../../../../src/core/features/framer';
import { LogFilterBank } from '../../../../src/core/features/logFilterBank';
import { type Augmentation, noAugmentation } from '../../../../src/core/training/augmentation';
import { augmentFeatures, framesAfter, maskFeatures } from '../../../../src/core/training/augmentFeatures';
import { chirp, noise, tone } from '../../../support/audio';

const config = { ...defaultFeatureConfig, bands: 40 };
const frameSize = frameSizeOf(config);

function energiesOf(samples: Float32Array): Float32Array {
  const energies: number[] = [];
  const bank = new LogFilterBank(config);
  new Framer(config.frameLength, config.hop).push(samples, (frame) => energies.push(...bank.analyse(frame)));
  return Float32Array.from(energies);
}

const spoken = energiesOf(chirp(200, 6000, 1).map((value, at) => value + noise(1, 0.05, 1)[at]!));
const hum = energiesOf(noise(0.3, 0.1, 2));

const augmented = (changes: Partial<Augmentation>, energies = spoken, added?: Float32Array): Float32Array =>
  augmentFeatures(energies, { ...noAugmentation, ...changes }, config, added);

/** Power of the frames together. */
function powerOf(energies: Float32Array): number {
  let power = 0;
  for (let place = config.bands; place < energies.length; place += frameSize) power += Math.exp(energies[place]!);
  return power;
}

const loudestBand = (energies: Float32Array, frame: number): number => {
  const bands = energies.subarray(frame * frameSize, frame * frameSize + config.bands);
  return bands.indexOf(Math.max(...bands));
};

const anything: fc.Arbitrary<Augmentation> = fc.record({
  speed: fc.integer({ min: 50, max: 200 }).map((hundredths) => hundredths / 100),
  startSeconds: fc.double({ min: 0, max: 0.01, noNaN: true }),
  gainDb: fc.double({ min: -40, max: 40, noNaN: true }),
  noise: fc.option(
    fc.record({
      signalToNoiseDb: fc.double({ min: -20, max: 40, noNaN: true }),
      place: fc.constant(0),
      start: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      isAlone: fc.boolean(),
    }),
  ),
  reverberation: fc.option(
    fc.record({
      decaySeconds: fc.double({ min: 0.05, max: 1, noNaN: true }),
      directToRoomDb: fc.double({ min: -6, max: 20, noNaN: true }),
    }),
  ),
  timeMasks: fc.constant([]),
  frequencyMasks: fc.constant([]),
});

describe('augmentFeatures', () => {
  it('changes nothing, and gives a copy, where nothing is asked', () => {
    const same = augmented({});
    expect(same).toEqual(spoken);
    expect(same).not.toBe(spoken);
  });

  it('gives as many frames as foretold, and only numbers', () => {
    fc.assert(
      fc.property(anything, fc.integer({ min: 1, max: 99 }), (augmentation, frames) => {
        const result = augmentFeatures(spoken.slice(0, frames * frameSize), augmentation, config, hum);
        expect(result.length).toBe(framesAfter(frames, augmentation, config) * frameSize);
        expect(result.every(Number.isFinite)).toBe(true);
      }),
    );
    expect(augmented({ speed: 1.1 }, new Float32Array(0))).toHaveLength(0);
  });

  it('moves a tone to where the faster tone is, and keeps its level', () => {
    const slow = energiesOf(tone(1000, 1));
    for (const speed of [0.8, 0.9, 1.1, 1.25]) {
      const moved = augmented({ speed }, slow);
      const expected = energiesOf(resample(tone(1000, 1), Math.round(16_000 * speed), 16_000));
      expect(moved.length / frameSize / (slow.length / frameSize)).toBeCloseTo(1 / speed, 1);
      expect(Math.abs(moved.length - expected.length) / frameSize).toBeLessThanOrEqual(2);
      expect(Math.abs(loudestBand(moved, 20) - loudestBand(expected, 20))).toBeLessThanOrEqual(1);
      expect(moved[20 * frameSize + config.bands]!).toBeCloseTo(expected[20 * frameSize + config.bands]!, 1);
    }
  });

  it('begins so much later as asked', () => {
    const late = augmented({ startSeconds: 0.01 });
    expect(late).toEqual(spoken.slice(frameSize));
  });

  it('adds noise with the power that was asked for, wherever it begins', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -10, max: 30, noNaN: true }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (signalToNoiseDb, start) => {
          const noisy = augmented({ noise: { signalToNoiseDb, place: 0, start, isAlone: false } }, spoken, hum);
          const noisePower = powerOf(noisy) - powerOf(spoken);
          expect(10 * Math.log10(powerOf(spoken) / noisePower)).toBeCloseTo(signalToNoiseDb, 1);
        },
      ),
    );
  });

  it('leaves nothing of the recording where noise is heard in its place', () => {
    const noise = { signalToNoiseDb: 10, place: 0, start: 0, isAlone: true };
    const alone = augmented({ noise }, spoken, hum);
    const shifts = alone.map((value, place) => value - hum[place % hum.length]!);
    for (const shift of shifts) expect(shift).toBeCloseTo(shifts[0]!, 4);
    expect(10 * Math.log10(powerOf(spoken) / powerOf(alone))).toBeCloseTo(10, 1);
  });

  it('adds a room that holds the energy that was asked for and dies away in its time', () => {
    const click = new Float32Array(100 * frameSize).fill(-18);
    click.fill(0, 0, frameSize);
    const room = augmented({ reverberation: { decaySeconds: 0.3, directToRoomDb: 6 } }, click);
    expect(10 * Math.log10(powerOf(click) / (powerOf(room) - powerOf(click)))).toBeCloseTo(6, 1);
    expect(room[0]).toBe(0);
    // 60 dB in 0.3 s is 2 dB a frame.
    expect(room[2 * frameSize]! - room[frameSize]!).toBeCloseTo(-0.2 * Math.LN10, 3);
  });

  it('makes all bands louder by the gain', () => {
    const louder = augmented({ gainDb: 10 });
    louder.forEach((value, place) => {
      expect(value - spoken[place]!).toBeCloseTo(Math.LN10, 4);
    });
  });
});

describe('maskFeatures', () => {
  it('sets stretches of time and of bands to the mean, and nothing else', () => {
    const frames = new Float32Array(100 * frameSize).fill(1);
    const timeMasks = [{ startSeconds: 0.2, seconds: 0.1 }];
    maskFeatures(frames, { timeMasks, frequencyMasks: [{ firstBand: 5, bands: 3 }] }, config);
    frames.forEach((value, place) => {
      const frame = Math.floor(place / frameSize);
      const band = place % frameSize;
      expect(value).toBe((frame >= 20 && frame < 30) || (band >= 5 && band < 8) ? 0 : 1);
    });
  });
});
