import { describe, expect, it } from 'vitest';

import { LevelMeter } from '../../../src/worker/level';

const levelOf = (...samples: number[]) => {
  const meter = new LevelMeter();
  meter.push(Int16Array.from(samples));
  return meter.take();
};

describe('LevelMeter', () => {
  it('is 0 dB for a full square wave, and 6 dB less at half', () => {
    expect(levelOf(-32_768, -32_768)).toEqual({ rmsDbfs: 0, peakDbfs: 0 });
    expect(levelOf(16_384, -16_384).rmsDbfs).toBeCloseTo(-6.02, 2);
  });

  it('tells peak and power apart', () => {
    const { rmsDbfs, peakDbfs } = levelOf(-32_768, 0, 0, 0);
    expect(peakDbfs).toBe(0);
    expect(rmsDbfs).toBeCloseTo(-6.02, 2);
  });

  it('is -120 dB for silence and for nothing', () => {
    expect(levelOf(0, 0)).toEqual({ rmsDbfs: -120, peakDbfs: -120 });
    expect(levelOf()).toEqual({ rmsDbfs: -120, peakDbfs: -120 });
  });

  it('begins anew after each answer', () => {
    const meter = new LevelMeter();
    meter.push(Int16Array.from([32_767]));
    meter.take();
    meter.push(Int16Array.from([0]));
    expect(meter.samples).toBe(1);
    expect(meter.take().peakDbfs).toBe(-120);
  });
});
