import { weightShapes } from '../../src/core/acoustic/config';
import { english } from '../../src/core/alphabet';
import { defaultFeatureConfig, type Features, frameSizeOf, inputSizeOf } from '../../src/core/features/config';
import { readEncoder } from '../../src/platform/acoustic/encoderFile';
import { writeModel } from '../../src/platform/acoustic/modelFile';
import { seededRandom } from './audio';

/** The encoder that comes with Utter. */
export const encoderPath = 'resources/models/whisper-base.encoder';

/** Writes a model that has learnt nothing: small, quick, the same each time, and never short of letters. */
export function writeSmallModel(path: string, seed = 1): void {
  writeDrawn(path, { features: defaultFeatureConfig, mean: -6, variance: 8, seed });
}

/** As `writeSmallModel`, on the features of the encoder that comes with Utter. */
export function writeSmallEncoderModel(path: string, seed = 1): void {
  const encoder = readEncoder(encoderPath);
  if (!encoder.ok) throw new Error(encoder.error.message);
  const { original, config } = encoder.value;
  const sizes = { width: config.width, hop: 320, context: 2, stride: 1 };
  const features = { kind: 'encoder', sampleRateHz: 16_000, encoder: original, ...sizes } as const;
  writeDrawn(path, { features, mean: 0, variance: 1, seed });
}

interface Drawn {
  readonly features: Features;
  readonly mean: number;
  readonly variance: number;
  readonly seed: number;
}

function writeDrawn(path: string, { features, mean, variance, seed }: Drawn): void {
  const random = seededRandom(seed);
  const network = { inputSize: inputSizeOf(features), hiddenUnits: 24, labelCount: english.size };
  const weights = [...weightShapes(network)].map(([name, shape]) => {
    const size = shape.reduce((product, length) => product * length, 1);
    const scale = 3 / Math.sqrt(shape[0] ?? 1);
    return [name, { shape, values: Float32Array.from({ length: size }, () => scale * (2 * random() - 1)) }] as const;
  });
  const width = frameSizeOf(features);
  writeModel(path, {
    name: 'small',
    features,
    network,
    prior: { mean: new Float32Array(width).fill(mean), variance: new Float32Array(width).fill(variance) },
    weights: new Map(weights),
    encoderWeights: new Map(),
    training: {},
  });
}
