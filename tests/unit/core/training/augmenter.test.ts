import { describe, expect, it } from 'vitest';

import { defaultFeatureConfig, frameSizeOf } from '../../../../src/core/features/config';
import { noAugmentation } from '../../../../src/core/training/augmentation';
import { Augmenter, type AugmenterOptions, noNoise } from '../../../../src/core/training/augmenter';

const features = { ...defaultFeatureConfig, bands: 10 };
const frameSize = frameSizeOf(features);
const target = Int32Array.from([1, 2, 3]);
const energies = Float32Array.from({ length: 60 * frameSize }, (_, place) => Math.sin(place));

const augmenter = (changes: Partial<AugmenterOptions>): Augmenter =>
  new Augmenter({ choices: { speed: [0.9, 1.1] }, fromStep: 0, features, noise: noNoise, seed: 1, ...changes });

describe('Augmenter', () => {
  it('draws the same when a step is repeated, and anew for each step and recording', () => {
    const draw = (step: number, recording: number): number =>
      augmenter({ choices: { gainDb: [-6, 6] } }).draw(step, recording, { frames: 60, target }).gainDb;
    expect(draw(5, 2)).toBe(draw(5, 2));
    expect(new Set([draw(5, 2), draw(6, 2), draw(5, 3)]).size).toBe(3);
  });

  it('leaves recordings as they are until the step from which it augments', () => {
    const late = augmenter({ fromStep: 100 });
    const at = (step: number): unknown => late.draw(step, 0, { frames: 60, target });
    expect(at(99)).toEqual(noAugmentation);
    expect(at(100)).not.toEqual(noAugmentation);
  });

  it('does not speed a recording up until its text has no room', () => {
    const fast = augmenter({ choices: { speed: [2, 2] } });
    expect(fast.draw(0, 0, { frames: 60, target: new Int32Array(10).fill(1) }).speed).toBe(1);
    expect(fast.draw(0, 0, { frames: 60, target }).speed).toBe(2);
  });

  it('adds the recording of noise that was drawn', () => {
    const quiet = new Float32Array(frameSize);
    const humming = Float32Array.from(quiet, (_, band) => (band === 3 ? 2 : -20));
    const noise = { count: 2, read: (recording: number) => (recording === 1 ? humming : quiet) };
    const noisy = augmenter({ noise });
    const added = { signalToNoiseDb: 0, place: 0.5, start: 0, isAlone: false };
    const result = noisy.apply(energies, { ...noAugmentation, noise: added });
    const rises = Array.from({ length: frameSize }, (_, band) => result[band]! - energies[band]!);
    expect(rises.indexOf(Math.max(...rises))).toBe(3);
    expect(augmenter({}).apply(energies, { ...noAugmentation, noise: added })).toEqual(energies);
  });

  it('leaves recordings alone where there is no noise to hear in their place', () => {
    const choices = { noise: { share: 1, aloneShare: 1, signalToNoiseDb: [0, 0] as const } };
    expect(augmenter({ choices }).draw(0, 0, { frames: 60, target }).noise).toBeNull();
  });
});
