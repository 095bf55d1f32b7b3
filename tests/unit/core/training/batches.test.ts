import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ContextWindow } from '../../../../src/core/features/contextWindow';
import { defaultFeatureConfig, inputSizeOf, type FeatureConfig } from '../../../../src/core/features/config';
import { batchesOf, batchOf, type Example, groupsByLength } from '../../../../src/core/training/batches';

const config = fc
  .record({
    bands: fc.integer({ min: 1, max: 3 }),
    context: fc.nat({ max: 4 }),
    stride: fc.integer({ min: 1, max: 3 }),
  })
  .map((sizes): FeatureConfig => ({ ...defaultFeatureConfig, ...sizes }));

function exampleOf(frameCount: number, frameSize: number, mark: number): Example {
  const frames = Float32Array.from({ length: frameCount * frameSize }, (_, index) => mark * 1000 + index + 1);
  return { frames, target: Int32Array.of(mark) };
}

/** What the streaming code gives for the same frames: the training must read nothing else. */
function streamed({ frames }: Example, { bands, context, stride }: FeatureConfig): Float32Array[] {
  const window = new ContextWindow(bands + 1, context, stride);
  const windows: (Float32Array | null)[] = [];
  for (let at = 0; at < frames.length; at += bands + 1) windows.push(window.push(frames.subarray(at, at + bands + 1)));
  return [...windows, ...window.finish()].filter((one) => one !== null);
}

describe('batchOf', () => {
  it('packs the very windows that streaming gives, longest utterance first', () => {
    fc.assert(
      fc.property(
        config,
        fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 5 }),
        (sizes, counts) => {
          const examples = counts.map((count, mark) => exampleOf(count, sizes.bands + 1, mark));
          const batch = batchOf(examples, sizes);
          const inputSize = inputSizeOf(sizes);
          expect(batch.windows.length).toBe(batch.packing.rows * inputSize);
          batch.targets.forEach((target, sequence) => {
            const expected = streamed(examples[target[0]!]!, sizes);
            const rows = [...batch.rows[sequence]!];
            expect(rows.map((row) => batch.windows.subarray(row * inputSize, (row + 1) * inputSize))).toEqual(expected);
          });
          expect(batch.targets.map((target) => target[0]!).sort()).toEqual(counts.map((_, mark) => mark));
        },
      ),
    );
  });
});

const plan = fc.record({
  frames: fc.array(fc.nat({ max: 50 }), { maxLength: 30 }),
  batchFrames: fc.integer({ min: 1, max: 120 }),
  seed: fc.nat(),
});
const epochs = fc.nat({ max: 3 });

describe('batchesOf', () => {
  it('takes each example that has frames once in an epoch', () => {
    fc.assert(
      fc.property(plan, epochs, (given, epoch) => {
        const taken = batchesOf(given, epoch)
          .flat()
          .sort((a, b) => a - b);
        expect(taken).toEqual(given.frames.flatMap((count, example) => (count > 0 ? [example] : [])));
      }),
    );
  });

  it('fills no batch beyond its frames, but with an example that is longer alone', () => {
    fc.assert(
      fc.property(plan, epochs, (given, epoch) => {
        for (const batch of batchesOf(given, epoch)) {
          const frames = batch.reduce((sum, example) => sum + given.frames[example]!, 0);
          expect(batch.length === 1 || frames <= given.batchFrames).toBe(true);
          expect(batch.length).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('is the same for the same seed and epoch', () => {
    fc.assert(
      fc.property(plan, epochs, (given, epoch) => {
        expect(batchesOf(given, epoch)).toEqual(batchesOf(given, epoch));
      }),
    );
  });

  it('begins with the short ones in the first epoch alone', () => {
    const frames = Array.from({ length: 60 }, (_, index) => 10 + 20 * (index % 30));
    const firstOf = (epoch: number, shortFirst?: boolean): number[] => {
      const plan = { frames, batchFrames: 600, seed: 1, ...(shortFirst !== undefined && { shortFirst }) };
      return batchesOf(plan, epoch).map(([example = 0]) => frames[example]!);
    };
    const jitter = 0.8;
    const rising = (lengths: number[]): boolean =>
      lengths.every((length, index) => length >= jitter * (lengths[index - 1] ?? 0));
    expect(rising(firstOf(0))).toBe(true);
    expect(rising(firstOf(0, false))).toBe(false);
    expect(rising(firstOf(1))).toBe(false);
    expect(firstOf(1)).not.toEqual(firstOf(2));
  });
});

describe('groupsByLength', () => {
  const chosen = fc.uniqueArray(fc.nat({ max: 29 }), { maxLength: 20 });
  const lengths = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 30, maxLength: 30 });

  it('takes each of those that are chosen once, in the order of their batch, and no more at once than fit', () => {
    fc.assert(
      fc.property(lengths, chosen, fc.integer({ min: 1, max: 120 }), (frames, some, most) => {
        const groups = groupsByLength(frames, some, most);
        expect(groups.flat().sort()).toEqual([...some].sort());
        for (const group of groups) {
          const batch = batchOf(
            group.map((mark) => exampleOf(frames[mark]!, defaultFeatureConfig.bands + 1, mark)),
            defaultFeatureConfig,
          );
          expect(batch.targets.map((target) => target[0])).toEqual(group);
          const together = group.reduce((sum, mark) => sum + frames[mark]!, 0);
          expect(group.length === 1 || together <= most).toBe(true);
        }
      }),
    );
  });
});
