import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { joinSamples } from '../../../../src/core/audio/pcm';
import {
  defaultFeatureConfig,
  frameSizeOf,
  inputSizeOf,
  timestepSamplesOf,
  timestepSecondsOf,
} from '../../../../src/core/features/config';
import { FeatureStream } from '../../../../src/core/features/featureStream';
import { chirp, cut, noise, pushLengths, sameToTheBit, silence } from '../../../support/audio';

const size = frameSizeOf(defaultFeatureConfig);
const prior = { mean: new Float32Array(size).fill(-6), variance: new Float32Array(size).fill(8) };
const opened = (): FeatureStream => new FeatureStream(defaultFeatureConfig, prior);
const speech = joinSamples([silence(0.05), chirp(100, 4000, 0.2), noise(0.15, 0.1, 1)]);

function windowsOf(stream: FeatureStream, pieces: readonly Float32Array[]): Float32Array[] {
  return [...pieces.flatMap((piece) => stream.push(piece)), ...stream.finish()];
}

describe('FeatureStream', () => {
  it('gives the same windows to the bit however the samples are cut', () => {
    const whole = windowsOf(opened(), [speech]);
    fc.assert(
      fc.property(pushLengths(2000), (lengths) => {
        expect(sameToTheBit(windowsOf(opened(), cut(speech, lengths)), whole)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('gives one window for each second frame that fits', () => {
    fc.assert(
      fc.property(fc.nat({ max: 6000 }), (length) => {
        const frames = length < 320 ? 0 : Math.floor((length - 320) / 160) + 1;
        const windows = windowsOf(opened(), [noise(1, 0.1, 2).subarray(0, length)]);
        expect(windows.length).toBe(Math.ceil(frames / 2));
        expect(windows.every((window) => window.length === inputSizeOf(defaultFeatureConfig))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('gives a window after its frame and context, not later', () => {
    const { frameLength, hop, context } = defaultFeatureConfig;
    const stream = opened();
    expect(stream.push(new Float32Array(frameLength + context * hop - 1))).toEqual([]);
    expect(stream.push(new Float32Array(1)).length).toBe(1);
  });

  it('begins anew after finish', () => {
    const stream = opened();
    const first = windowsOf(stream, [speech]);
    expect(windowsOf(stream, [speech])).toEqual(first);
  });

  it('does not keep the samples that it is given', () => {
    const stream = opened();
    const samples = speech.slice();
    const windows = stream.push(samples);
    samples.fill(1);
    expect([...windows, ...stream.finish()]).toEqual(windowsOf(opened(), [speech]));
  });
});

describe('timesteps', () => {
  it('are 20 ms, 320 samples', () => {
    expect(timestepSecondsOf(defaultFeatureConfig)).toBe(0.02);
    expect(timestepSamplesOf(defaultFeatureConfig)).toBe(320);
  });
});
