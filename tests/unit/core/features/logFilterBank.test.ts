import { describe, expect, it } from 'vitest';

import { defaultFeatureConfig } from '../../../../src/core/features/config';
import { LogFilterBank } from '../../../../src/core/features/logFilterBank';
import { tone } from '../../../support/audio';

const frame = (hertz: number, level = 0.5): Float32Array => tone(hertz, 0.02, level);
const loudestBand = (bands: Float32Array): number => bands.indexOf(Math.max(...bands.subarray(0, -1)));

describe('LogFilterBank', () => {
  const bank = new LogFilterBank(defaultFeatureConfig);

  it('takes silence for its floor, in the bands and in the energy', () => {
    expect([...new Set(bank.analyse(new Float32Array(320)))]).toEqual([Math.fround(Math.log(1e-8))]);
  });

  it('hears a higher tone in a higher band', () => {
    const bands = [200, 500, 1000, 2000, 4000, 7000].map((hertz) => loudestBand(bank.analyse(frame(hertz))));
    expect(bands).toEqual([...bands].sort((a, b) => a - b));
    expect(new Set(bands).size).toBe(6);
  });

  it('rises by log 4 in all that is above the floor when the level doubles', () => {
    const quiet = bank.analyse(frame(1000, 0.25));
    const loud = bank.analyse(frame(1000, 0.5));
    expect(loud[80]! - quiet[80]!).toBeCloseTo(Math.log(4), 4);
    const peak = loudestBand(loud);
    expect(loud[peak]! - quiet[peak]!).toBeCloseTo(Math.log(4), 4);
  });

  it('leaves the frame as it was and returns a new array each time', () => {
    const samples = frame(440);
    const before = samples.slice();
    expect(bank.analyse(samples)).not.toBe(bank.analyse(samples));
    expect(samples).toEqual(before);
  });

  it('refuses a frame of another length', () => {
    expect(() => bank.analyse(new Float32Array(319))).toThrow('319 samples, expected 320');
  });
});
