import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ContextWindow } from '../../../../src/core/features/contextWindow';

/** The definition: the window of centre t is frames t − C … t + C, zeros outside; centres 0, stride, 2·stride … */
function reference(frames: readonly number[], context: number, stride: number): number[][] {
  return frames
    .map((_, t) => Array.from({ length: 2 * context + 1 }, (_unused, i) => frames[t + i - context] ?? 0))
    .filter((_, t) => t % stride === 0);
}

function stream(window: ContextWindow, frames: readonly number[]): number[][] {
  const during = frames.map((value) => window.push(Float32Array.of(value))).filter((w) => w !== null);
  return [...during, ...window.finish()].map((w) => [...w]);
}

const frames = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 14 });

describe('ContextWindow', () => {
  it('is the definition, for any number of frames, context and stride, utterance after utterance', () => {
    fc.assert(
      fc.property(
        fc.array(frames, { minLength: 1, maxLength: 3 }),
        fc.nat({ max: 4 }),
        fc.integer({ min: 1, max: 3 }),
        (utterances, context, stride) => {
          const window = new ContextWindow(1, context, stride);
          for (const utterance of utterances) {
            expect(stream(window, utterance)).toEqual(reference(utterance, context, stride));
          }
        },
      ),
    );
  });

  it('keeps the bands of a frame together, oldest frame first', () => {
    const window = new ContextWindow(2, 1, 1);
    window.push(Float32Array.of(1, 2));
    expect(window.push(Float32Array.of(3, 4))).toEqual(Float32Array.of(0, 0, 1, 2, 3, 4));
  });

  it('refuses a frame of another size', () => {
    expect(() => new ContextWindow(2, 1, 1).push(new Float32Array(3))).toThrow('3 bands, expected 2');
  });
});
