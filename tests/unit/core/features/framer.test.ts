import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { Framer } from '../../../../src/core/features/framer';
import { cut, pushLengths } from '../../../support/audio';

const sizes = fc
  .integer({ min: 1, max: 12 })
  .chain((frameLength) =>
    fc.record({ frameLength: fc.constant(frameLength), hop: fc.integer({ min: 1, max: frameLength }) }),
  );
const counting = (length: number): Float32Array => Float32Array.from({ length }, (_, n) => n + 1);

/** The definition: every frame of `frameLength` samples that fits. */
function reference(samples: Float32Array, frameLength: number, hop: number): number[][] {
  const frames: number[][] = [];
  for (let start = 0; start + frameLength <= samples.length; start += hop) {
    frames.push([...samples.subarray(start, start + frameLength)]);
  }
  return frames;
}

function framesOf(framer: Framer, pieces: readonly Float32Array[]): number[][] {
  const frames: number[][] = [];
  for (const piece of pieces) framer.push(piece, (frame) => frames.push([...frame]));
  framer.finish();
  return frames;
}

describe('Framer', () => {
  it('gives every frame that fits, however the samples are cut', () => {
    fc.assert(
      fc.property(sizes, fc.nat({ max: 60 }), pushLengths(20), ({ frameLength, hop }, length, lengths) => {
        const samples = counting(length);
        expect(framesOf(new Framer(frameLength, hop), cut(samples, lengths))).toEqual(
          reference(samples, frameLength, hop),
        );
      }),
    );
  });

  it('drops the tail at the end and is ready for another stream', () => {
    const framer = new Framer(4, 2);
    expect(framesOf(framer, [counting(3)])).toEqual([]);
    expect(framesOf(framer, [counting(5)])).toEqual([[1, 2, 3, 4]]);
  });

  it('refuses a hop beyond the frame, which would lose samples', () => {
    expect(() => new Framer(4, 5)).toThrow('hop 5');
    expect(() => new Framer(4, 0)).toThrow('hop 0');
  });
});
