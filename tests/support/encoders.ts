import type { WeightValues } from '../../src/core/weightValues';
import { encoderShapes, type EncoderConfig } from '../../src/core/encoder/config';
import { Encoder } from '../../src/core/encoder/encoder';
import type { StateBlock } from '../../src/core/encoder/streamingEncoder';
import { seededRandom } from './audio';
import { valuesOf } from './tensors';

export const smallEncoder: EncoderConfig = { width: 16, heads: 2, layers: 2, positions: 60, bands: 8 };

/** Weights of about the size at which states differ, the same for the same seed. */
export function drawnEncoderWeights(config: EncoderConfig, seed: number): Map<string, WeightValues> {
  const random = seededRandom(seed);
  const weights = [...encoderShapes(config)].map(([name, shape]): [string, WeightValues] => {
    const length = shape.reduce((product, size) => product * size, 1);
    const inputs = length / shape[0]!;
    const scale = shape.length > 1 && name !== 'positions' ? 2 / Math.sqrt(inputs) : 0.5;
    const middle = name.endsWith('norm.weight') ? 1 : 0;
    return [name, { shape, values: Float32Array.from({ length }, () => middle + scale * (2 * random() - 1)) }];
  });
  return new Map(weights);
}

/** An encoder that was never trained; the caller disposes it. */
export const drawnEncoder = (seed: number, config: EncoderConfig = smallEncoder): Encoder =>
  new Encoder(config, drawnEncoderWeights(config, seed));

/** Frames of even noise between −1 and 1. */
export function drawnFrames(count: number, bands: number, seed: number): Float32Array[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => Float32Array.from({ length: bands }, () => 2 * random() - 1));
}

/** The settled states of the blocks, a row each; the blocks are disposed. */
export function settledRows(blocks: readonly StateBlock[]): Float32Array[] {
  return blocks.flatMap(({ states, settled }) => {
    const [, width] = states.shape;
    const values = valuesOf(states);
    return Array.from({ length: settled }, (_, row) => values.slice(row * width, (row + 1) * width));
  });
}
