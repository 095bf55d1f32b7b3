import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { wholeSight, type Sight } from '../../../../src/core/encoder/config';
import type { Encoder } from '../../../../src/core/encoder/encoder';
import { StreamingEncoder, type StateBlock } from '../../../../src/core/encoder/streamingEncoder';
import { largestError } from '../../../golden/readVectors';
import { sameToTheBit } from '../../../support/audio';
import { drawnEncoder, drawnFrames, settledRows, smallEncoder } from '../../../support/encoders';
import { expectNoTensorLeak, useBackend } from '../../../support/tensors';

/** 32-bit sums of matrices of different heights are added in different orders. */
const tolerance = 1e-4;

const sights = fc.record({
  hop: fc.integer({ min: 1, max: 9 }),
  look: fc.nat({ max: 9 }),
  past: fc.nat({ max: 20 }),
});
/** How many frames come with each push, round and round. */
const pushes = fc
  .array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 6 })
  .filter((counts) => counts.some((n) => n > 0));

function blocksOf(stream: StreamingEncoder, frames: readonly Float32Array[], counts: readonly number[]): StateBlock[] {
  const blocks: StateBlock[] = [];
  for (let at = 0, push = 0; at < frames.length; push += 1) {
    const count = counts[push % counts.length]!;
    blocks.push(...stream.push(frames.slice(at, at + count)));
    at += count;
  }
  return [...blocks, ...stream.finish()];
}

describe.each(['auto', 'wasm'] as const)('StreamingEncoder on %s', { timeout: 60_000 }, (backend) => {
  let encoder: Encoder;
  beforeAll(async () => {
    await useBackend(backend);
    encoder = drawnEncoder(5);
  });
  afterAll(() => {
    encoder.dispose();
  });

  const frames = (count: number): Float32Array[] => drawnFrames(count, smallEncoder.bands, count);

  function run(given: readonly Float32Array[], sight: Sight, counts: readonly number[] = [1000]): Float32Array[] {
    const stream = new StreamingEncoder(encoder, sight);
    const rows = settledRows(blocksOf(stream, given, counts));
    stream.dispose();
    return rows;
  }

  it('gives the same states to the bit however the frames come', () => {
    fc.assert(
      fc.property(fc.nat({ max: 25 }), sights, pushes, (states, sight, counts) => {
        const given = frames(2 * states);
        expect(sameToTheBit(run(given, sight, counts), run(given, sight))).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it('settles each state once, with at most LOOK more ahead', () => {
    fc.assert(
      fc.property(fc.nat({ max: 25 }), sights, (states, sight) => {
        const stream = new StreamingEncoder(encoder, sight);
        let done = 0;
        for (const block of blocksOf(stream, frames(2 * states), [3])) {
          done += block.settled;
          expect(block.settled).toBeLessThanOrEqual(sight.hop);
          expect(block.states.shape).toEqual([block.settled + Math.min(sight.look, states - done), smallEncoder.width]);
          block.states.dispose();
        }
        stream.dispose();
        expect(done).toBe(states);
      }),
      { numRuns: 20 },
    );
  });

  it('equals the whole utterance where the look reaches its end and the past its beginning', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), (states) => {
        const given = frames(2 * states);
        const whole = run(given, wholeSight);
        run(given, { hop: states, look: 0, past: 0 }).forEach((row, t) => {
          expect(largestError(row, whole[t]!)).toBeLessThan(tolerance);
        });
        // The first block of a stream with enough to look at sees all that the whole utterance sees.
        run(given, { hop: 1, look: states, past: states })
          .slice(0, 1)
          .forEach((row) => {
            expect(largestError(row, whole[0]!)).toBeLessThan(tolerance);
          });
      }),
      { numRuns: 10 },
    );
  });

  it('hears what lies within its past, and nothing of what lies before', () => {
    // The stem sees one frame back, and each of the two layers PAST states.
    const sight = { hop: 2, look: 1, past: 3 };
    const given = frames(60);
    const changed = given.map((frame, index) => (index < 2 ? frame.map((value) => -value) : frame));
    const before = run(given, sight);
    const after = run(changed, sight);
    const differs = before.map((row, t) => largestError(row, after[t]!) > 0);
    expect(differs.slice(0, 4)).toEqual([true, true, true, true]);
    expect(differs.slice(12)).toEqual(differs.slice(12).map(() => false));
  });

  it('is as new after an utterance', () => {
    const sight = { hop: 4, look: 3, past: 8 };
    const stream = new StreamingEncoder(encoder, sight);
    settledRows(blocksOf(stream, frames(37), [5]));
    const second = settledRows(blocksOf(stream, frames(40), [7]));
    stream.dispose();
    expect(sameToTheBit(second, run(frames(40), sight))).toBe(true);
  });

  it('leaves no tensor behind, and holds no more of a long utterance than of a short one', async () => {
    const sight = { hop: 4, look: 2, past: 8 };
    await expectNoTensorLeak(() => {
      run(frames(50), sight, [3]);
    });
    const stream = new StreamingEncoder(encoder, sight);
    const held: number[] = [];
    for (let push = 0; push < 10; push += 1) {
      for (const { states } of stream.push(frames(8))) states.dispose();
      held.push(tf.memory().numBytes);
    }
    stream.dispose();
    expect(new Set(held.slice(4)).size).toBe(1);
  });

  it('refuses an utterance that is longer than the table of positions', () => {
    const stream = new StreamingEncoder(encoder, wholeSight);
    stream.push(frames(120));
    expect(() => stream.push(frames(2))).toThrow('an utterance has 61 states, at most 60 fit');
    stream.dispose();
  });
});
