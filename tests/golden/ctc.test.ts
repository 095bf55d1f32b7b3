import { describe, expect, it } from 'vitest';

import { ctcLoss } from '../../src/core/training/ctcLoss';
import { largestError, readVectors, type FlatArray } from './readVectors';

interface PossibleCase {
  readonly name: string;
  readonly possible: true;
  readonly logits: FlatArray;
  readonly target: readonly number[];
  readonly loss: number;
  readonly gradient: FlatArray;
}

interface CtcVectors {
  readonly cases: readonly (
    PossibleCase | (Pick<PossibleCase, 'name' | 'logits' | 'target'> & { readonly possible: false })
  )[];
  readonly batch: {
    readonly lengths: readonly number[];
    readonly targets: readonly (readonly number[])[];
    /** [utterances, timesteps, labels] */
    readonly logits: FlatArray;
    readonly loss: number;
    readonly gradient: FlatArray;
  };
}

/** The gradient is handed on in 32-bit floats. */
const tolerance = 1e-5;

const { cases, batch } = readVectors('ctc') as CtcVectors;

function lossOf(logits: FlatArray, target: readonly number[]): { loss: number | null; gradient: Float32Array } {
  const [timesteps = 0, labelCount = 0] = logits.shape;
  const gradient = new Float32Array(logits.values.length).fill(NaN);
  const rows = Int32Array.from({ length: timesteps }, (_, row) => row);
  const loss = ctcLoss(
    { logits: Float32Array.from(logits.values), labelCount, rows, target: Int32Array.from(target) },
    gradient,
  );
  return { loss, gradient };
}

describe('ctcLoss against torch.nn.functional.ctc_loss', () => {
  it.each(cases.filter((entry) => entry.possible))('$name: loss and gradient', ({ logits, target, ...expected }) => {
    const { loss, gradient } = lossOf(logits, target);
    expect(largestError([loss ?? NaN], [expected.loss])).toBeLessThan(tolerance);
    expect(largestError(gradient, expected.gradient.values)).toBeLessThan(tolerance);
  });

  it.each(cases.filter((entry) => !entry.possible))('$name: reported, with no gradient', ({ logits, target }) => {
    const { loss, gradient } = lossOf(logits, target);
    expect(loss).toBeNull();
    expect(gradient.every((value) => value === 0)).toBe(true);
  });

  it('a padded batch adds up, and nothing comes out of the padding', () => {
    const [, timesteps = 0, labelCount = 0] = batch.logits.shape;
    const logits = Float32Array.from(batch.logits.values);
    const gradient = new Float32Array(logits.length);
    const losses = batch.lengths.map((length, utterance) => {
      const rows = Int32Array.from({ length }, (_, row) => utterance * timesteps + row);
      return ctcLoss({ logits, labelCount, rows, target: Int32Array.from(batch.targets[utterance]!) }, gradient);
    });
    const sum = losses.reduce<number>((total, loss) => total + (loss ?? NaN), 0);
    expect(largestError([sum], [batch.loss])).toBeLessThan(tolerance);
    expect(largestError(gradient, batch.gradient.values)).toBeLessThan(tolerance);
  });
});
