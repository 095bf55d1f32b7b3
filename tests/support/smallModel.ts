import { weightShapes } from '../../src/core/acoustic/config';
import { english } from '../../src/core/alphabet';
import { defaultFeatureConfig, frameSizeOf, inputSizeOf } from '../../src/core/features/config';
import { writeModel } from '../../src/platform/acoustic/modelFile';
import { seededRandom } from './audio';

/** Writes a model that has learnt nothing: small, quick, the same each time, and never short of letters. */
export function writeSmallModel(path: string, seed = 1): void {
  const random = seededRandom(seed);
  const network = { inputSize: inputSizeOf(defaultFeatureConfig), hiddenUnits: 24, labelCount: english.size };
  const weights = [...weightShapes(network)].map(([name, shape]) => {
    const size = shape.reduce((product, length) => product * length, 1);
    const scale = 3 / Math.sqrt(shape[0] ?? 1);
    return [name, { shape, values: Float32Array.from({ length: size }, () => scale * (2 * random() - 1)) }] as const;
  });
  const bands = frameSizeOf(defaultFeatureConfig);
  const prior = { mean: new Float32Array(bands).fill(-6), variance: new Float32Array(bands).fill(8) };
  writeModel(path, {
    name: 'small',
    features: defaultFeatureConfig,
    network,
    prior,
    weights: new Map(weights),
    encoderWeights: new Map(),
    training: {},
  });
}
