import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ctcLoss, fewestTimesteps } from '../../../../src/core/training/ctcLoss';
import { logSoftmax, sumAlignments } from '../../../support/ctc';

interface Utterance {
  readonly labelCount: number;
  readonly logits: readonly (readonly number[])[];
  readonly target: readonly number[];
}

/** Up to 6 timesteps and up to 3 labels beside the blank, so that all alignments can be counted out. */
const utterance: fc.Arbitrary<Utterance> = fc.integer({ min: 2, max: 4 }).chain((labelCount) =>
  fc.record({
    labelCount: fc.constant(labelCount),
    logits: fc.array(
      fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: labelCount, maxLength: labelCount }),
      { minLength: 1, maxLength: 6 },
    ),
    target: fc.array(fc.nat({ max: labelCount - 2 }), { maxLength: 3 }),
  }),
);

function lossOf({ labelCount, logits, target }: Utterance): { loss: number | null; gradient: Float32Array } {
  const gradient = new Float32Array(logits.length * labelCount).fill(NaN);
  const rows = Int32Array.from(logits, (_, row) => row);
  const loss = ctcLoss(
    { logits: Float32Array.from(logits.flat()), labelCount, rows, target: Int32Array.from(target) },
    gradient,
  );
  return { loss, gradient };
}

describe('ctcLoss', () => {
  it('is minus the log of the sum over all alignments, and null where there is none', () => {
    fc.assert(
      fc.property(utterance, (spoken) => {
        const sums = sumAlignments(spoken.logits.map(logSoftmax), spoken.labelCount - 1);
        const probability = sums.get(spoken.target.join());
        const { loss } = lossOf(spoken);
        if (probability === undefined) expect(loss).toBeNull();
        else expect(loss).toBeCloseTo(-Math.log(probability), 4);
      }),
    );
  });

  it('has the gradient of finite differences', () => {
    const step = 2 ** -8;
    fc.assert(
      fc.property(utterance, (spoken) => {
        const { loss, gradient } = lossOf(spoken);
        fc.pre(loss !== null);
        spoken.logits.forEach((row, timestep) => {
          row.forEach((_, label) => {
            const moved = (by: number): number =>
              lossOf({ ...spoken, logits: nudged(spoken.logits, timestep, label, by) }).loss!;
            const slope = (moved(step) - moved(-step)) / (2 * step);
            expect(gradient[timestep * spoken.labelCount + label]).toBeCloseTo(slope, 3);
          });
        });
      }),
    );
  });

  it('has gradient rows that sum to 0', () => {
    fc.assert(
      fc.property(utterance, (spoken) => {
        const { gradient } = lossOf(spoken);
        spoken.logits.forEach((_, timestep) => {
          const row = gradient.subarray(timestep * spoken.labelCount, (timestep + 1) * spoken.labelCount);
          expect(row.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 5);
        });
      }),
    );
  });

  it('reads and writes the rows of its utterance alone', () => {
    fc.assert(
      fc.property(utterance, fc.infiniteStream(fc.nat({ max: 2 })), (spoken, gaps) => {
        const { labelCount, logits, target } = spoken;
        const alone = lossOf(spoken);
        let row = -1;
        const rows = Int32Array.from(logits, () => (row += 1 + (gaps.next().value as number)));
        const scattered = new Float32Array((row + 2) * labelCount).fill(NaN);
        const gradient = new Float32Array(scattered.length).fill(7);
        logits.forEach((values, timestep) => {
          scattered.set(values, rows[timestep]! * labelCount);
        });
        const loss = ctcLoss({ logits: scattered, labelCount, rows, target: Int32Array.from(target) }, gradient);
        expect(loss).toBe(alone.loss);
        const expected = new Float32Array(gradient.length).fill(7);
        rows.forEach((place, timestep) => {
          expected.set(alone.gradient.subarray(timestep * labelCount, (timestep + 1) * labelCount), place * labelCount);
        });
        expect(gradient).toEqual(expected);
      }),
    );
  });

  it.each([[[0, 1]], [[0, 0, 0]], [[1, 1, 0]]])(
    'still teaches %j where the logits are very sure of nothing',
    (target) => {
      const logits = Array.from({ length: 5 }, () => [0, 0, 3e4]);
      const { loss, gradient } = lossOf({ labelCount: 3, logits, target });
      expect(loss).toBeCloseTo(300 * target.length, -1);
      expect(gradient.every(Number.isFinite)).toBe(true);
      expect(Math.min(...gradient)).toBeLessThan(-0.1);
    },
  );

  it('reports an utterance without timesteps as impossible', () => {
    expect(lossOf({ labelCount: 3, logits: [], target: [0] }).loss).toBeNull();
  });
});

describe('fewestTimesteps', () => {
  it('counts a blank between repeated labels', () => {
    expect(fewestTimesteps(Int32Array.of(0, 1, 1, 1, 0))).toBe(7);
    expect(fewestTimesteps(Int32Array.of())).toBe(0);
  });
});

function nudged(logits: Utterance['logits'], timestep: number, label: number, by: number): number[][] {
  return logits.map((row, t) => row.map((value, l) => (t === timestep && l === label ? value + by : value)));
}
