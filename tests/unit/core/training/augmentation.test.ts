import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { type AugmentationChoices, drawAugmentation, noAugmentation } from '../../../../src/core/training/augmentation';
import { Random } from '../../../../src/core/training/random';

const noise = { share: 0.5, signalToNoiseDb: [5, 25] as const };
const everything: AugmentationChoices = {
  speed: [0.9, 1.1],
  jitterMilliseconds: [0, 5],
  gainDb: [-6, 6],
  noise,
  reverberation: { share: 0.5, decaySeconds: [0.1, 0.6], directToRoomDb: [0, 12] },
  timeMasks: { perSecond: 1, longestSeconds: 0.2 },
  frequencyMasks: { count: 2, widestBands: 20 },
};

const draw = (choices: AugmentationChoices, seed: number, seconds = 4): ReturnType<typeof drawAugmentation> =>
  drawAugmentation(choices, { seconds, bands: 80 }, new Random(seed));

describe('drawAugmentation', () => {
  it('does nothing where nothing is chosen', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        expect(draw({}, seed)).toEqual(noAugmentation);
      }),
    );
  });

  it('draws the same for the same seed and something else for another', () => {
    expect(draw(everything, 3)).toEqual(draw(everything, 3));
    expect(draw(everything, 3)).not.toEqual(draw(everything, 4));
  });

  it('stays within what is chosen, and masks within the recording', () => {
    fc.assert(
      fc.property(fc.nat(), fc.double({ min: 0.05, max: 20, noNaN: true }), (seed, seconds) => {
        const { speed, startSeconds, gainDb, noise, timeMasks, frequencyMasks } = draw(everything, seed, seconds);
        expect(speed).toBeGreaterThanOrEqual(0.9);
        expect(speed).toBeLessThanOrEqual(1.1);
        expect(startSeconds).toBeLessThanOrEqual(0.005);
        expect(Math.abs(gainDb)).toBeLessThanOrEqual(6);
        if (noise !== null) expect(noise.place).toBeLessThan(1);
        for (const mask of timeMasks) {
          expect(mask.seconds).toBeLessThanOrEqual(0.2);
          expect(mask.startSeconds + mask.seconds).toBeLessThanOrEqual(seconds / speed + 1e-9);
        }
        expect(frequencyMasks).toHaveLength(2);
        for (const { firstBand, bands } of frequencyMasks) {
          expect(bands).toBeLessThanOrEqual(20);
          expect(firstBand + bands).toBeLessThanOrEqual(80);
        }
      }),
    );
  });

  it('gives noise and a room to about the chosen share, and masks by the second', () => {
    const drawn = Array.from({ length: 2000 }, (_, seed) => draw(everything, seed));
    const shareOf = (has: (one: (typeof drawn)[number]) => boolean): number => drawn.filter(has).length / drawn.length;
    // Five deviations of a share of 2,000 draws.
    expect(Math.abs(shareOf(({ noise }) => noise !== null) - 0.5)).toBeLessThan(0.056);
    expect(Math.abs(shareOf(({ reverberation }) => reverberation !== null) - 0.5)).toBeLessThan(0.056);
    const masks = drawn.reduce((sum, { timeMasks }) => sum + timeMasks.length, 0) / drawn.length;
    expect(Math.abs(masks - 4)).toBeLessThan(0.1);
  });

  it('puts noise in the place of about the chosen share', () => {
    const choices = { ...everything, noise: { ...noise, aloneShare: 0.2 } };
    const drawn = Array.from({ length: 2000 }, (_, seed) => draw(choices, seed));
    const share = drawn.filter(({ noise }) => noise?.isAlone).length / drawn.length;
    expect(Math.abs(share - 0.2)).toBeLessThan(0.045);
    drawn.forEach(({ noise: added, ...others }, seed) => {
      const { noise: without, ...othersWithout } = draw(everything, seed);
      expect(others).toEqual(othersWithout);
      if (without !== null) expect({ ...added, isAlone: false }).toEqual(without);
    });
  });

  it('draws the others alike whether or not one is left out', () => {
    const { speed: _speed, reverberation: _reverberation, ...some } = everything;
    const whole = draw(everything, 11);
    const part = draw(some, 11);
    expect(part.noise).toEqual(whole.noise);
    expect(part.gainDb).toBe(whole.gainDb);
    expect(part.frequencyMasks).toEqual(whole.frequencyMasks);
  });
});
