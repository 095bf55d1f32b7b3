import { weightShapes, type NetworkConfig } from '../../src/core/acoustic/config';
import { Network, type WeightValues } from '../../src/core/acoustic/network';
import { seededRandom } from './audio';

/** Weights of about the size at which a network neither dies nor saturates, the same for the same seed. */
export function drawnWeights(config: NetworkConfig, seed: number): Map<string, WeightValues> {
  const random = seededRandom(seed);
  const weights = [...weightShapes(config)].map(([name, shape]): [string, WeightValues] => {
    const length = shape.reduce((product, size) => product * size, 1);
    const scale = name.startsWith('b') ? 0.3 : Math.sqrt((name.startsWith('R') ? 2 : 6) / shape[0]!);
    return [name, { shape, values: Float32Array.from({ length }, () => scale * (2 * random() - 1)) }];
  });
  return new Map(weights);
}

/** A network that was never trained; the caller disposes it. */
export const drawnNetwork = (config: NetworkConfig, seed: number): Network =>
  new Network(config, drawnWeights(config, seed));

/** Context windows of even noise between −2 and 2, one a timestep. */
export function drawnWindows(timesteps: number, inputSize: number, seed: number): Float32Array[] {
  const random = seededRandom(seed);
  return Array.from({ length: timesteps }, () => Float32Array.from({ length: inputSize }, () => 4 * random() - 2));
}
