import { pack, rowsOf } from '../../src/core/acoustic/packing';
import type { Batch } from '../../src/core/training/batches';
import type { TrainerOptions } from '../../src/core/training/trainer';
import { seededRandom } from './audio';

/** A small training: utterances of noise, labels 0 to 2 and the blank. */
export const smallSizes = { inputSize: 4, hiddenUnits: 12, labelCount: 4 };

/** Without anything that is left to chance but the weights. */
export const plainTrainer: TrainerOptions = {
  optimizer: 'adam',
  dropout: 0,
  largestGradientNorm: 5,
  intermediateWeight: 0.3,
  chunk: [8, 24],
  lookAhead: [4, 24],
  seed: 1,
};

export interface NoiseUtterance {
  readonly timesteps: number;
  readonly target: readonly number[];
  readonly seed: number;
}

/** Utterances of random windows, longest first; the seed of each makes it the same in every batch. */
export function batchOfTargets(...utterances: readonly NoiseUtterance[]): Batch {
  const packing = pack(Int32Array.from(utterances, ({ timesteps }) => timesteps));
  const windows = new Float32Array(packing.rows * smallSizes.inputSize);
  const rows = utterances.map((_, sequence) => rowsOf(packing, sequence));
  utterances.forEach(({ seed }, sequence) => {
    const random = seededRandom(seed);
    for (const row of rows[sequence] ?? []) {
      windows.set(
        Array.from({ length: smallSizes.inputSize }, () => 4 * random() - 2),
        row * smallSizes.inputSize,
      );
    }
  });
  return { windows, packing, targets: utterances.map(({ target }) => Int32Array.from(target)), rows };
}
