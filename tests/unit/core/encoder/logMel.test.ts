import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { LogMel } from '../../../../src/core/encoder/logMel';
import { chirp, cut, pushLengths, sameToTheBit, silence, tone } from '../../../support/audio';

const samples = chirp(100, 6000, 0.31);

function framesOf(logMel: LogMel, pieces: readonly Float32Array[]): Float32Array[] {
  return [...pieces.flatMap((piece) => logMel.push(piece)), ...logMel.finish()];
}

describe('LogMel', () => {
  it('gives the same frames to the bit however the samples are cut', () => {
    const atOnce = framesOf(new LogMel(), [samples]);
    fc.assert(
      fc.property(pushLengths(700), (lengths) => {
        expect(sameToTheBit(framesOf(new LogMel(), cut(samples, lengths)), atOnce)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    [0, 0],
    [1, 2],
    [200, 2],
    [320, 2],
    [321, 4],
    [16_000, 100],
  ])('makes of %i samples %i frames: two for each state that was begun', (count, frames) => {
    expect(framesOf(new LogMel(), [new Float32Array(count)])).toHaveLength(frames);
  });

  it('knows the first frame once 201 samples are there', () => {
    expect(new LogMel().push(samples.subarray(0, 200))).toHaveLength(0);
    expect(new LogMel().push(samples.subarray(0, 201))).toHaveLength(1);
  });

  it('raises what lies 8 below the top, at first that of ordinary speech', () => {
    const [quiet] = new LogMel().push(silence(0.1));
    expect([...new Set(quiet)]).toEqual([(1 - 8 + 4) / 4]);
    const [quieter] = new LogMel({ firstTop: -1 }).push(silence(0.1));
    expect([...new Set(quieter)]).toEqual([(-1 - 8 + 4) / 4]);
    const loud = new LogMel();
    const frames = [...loud.push(tone(1000, 0.5, 1)), ...loud.push(silence(0.5)), ...loud.finish()];
    expect(loud.top).toBeGreaterThan(1);
    expect(Math.min(...frames.at(-1)!)).toBeCloseTo((loud.top - 8 + 4) / 4, 6);
  });

  it('lets a second hearing begin with the top of the first', () => {
    const first = new LogMel();
    framesOf(first, [samples]);
    const second = framesOf(new LogMel({ firstTop: first.top }), [samples]);
    expect(Math.max(...second.flatMap((frame) => [...frame]))).toBeCloseTo((first.top + 4) / 4, 6);
  });

  it('tells the top of an utterance until the next one begins', () => {
    const logMel = new LogMel();
    expect(logMel.top).toBe(-Infinity);
    framesOf(logMel, [tone(1000, 0.2, 1)]);
    const loud = logMel.top;
    expect(logMel.top).toBe(loud);
    framesOf(logMel, [tone(1000, 0.2, 0.01)]);
    expect(logMel.top).toBeCloseTo(loud - 4, 3);
  });

  it('is as new after an utterance', () => {
    const logMel = new LogMel();
    framesOf(logMel, [tone(300, 0.25)]);
    expect(sameToTheBit(framesOf(logMel, [samples]), framesOf(new LogMel(), [samples]))).toBe(true);
  });
});
