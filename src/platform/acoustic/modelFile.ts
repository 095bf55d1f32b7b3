import { z } from 'zod';

import { fail, ok, type Result } from '../../contract/result';
import { weightShapes, type NetworkConfig } from '../../core/acoustic/config';
import type { WeightValues } from '../../core/acoustic/network';
import { english } from '../../core/alphabet';
import {
  frameSizeOf,
  inputSizeOf,
  type FeatureConfig,
  type Features,
  type NormalizationPrior,
} from '../../core/features/config';
import { readTensorFile, readTensorHeader, writeTensorFile } from './tensorFile';

const size = z.int().positive().max(16_384);

/** The sizes of features, each for itself. */
export const FeatureSizes = z.strictObject({
  sampleRateHz: z.literal(16_000),
  frameLength: size,
  hop: size,
  fftSize: size,
  bands: size,
  scale: z.enum(['mel', 'linear']),
  lowestHz: z.number().nonnegative(),
  highestHz: z.number().positive().max(8000),
  context: z.int().nonnegative().max(20),
  stride: z.int().positive().max(8),
  priorFrames: z.number().positive().max(1_000_000),
});

/** Whether there is a Fourier transform of that size. */
const isPowerOfTwo = (size: number): boolean => size >= 4 && Number.isInteger(Math.log2(size));

/** The sizes that a model's features are made with; they fit together. */
export const FeatureConfigSchema = FeatureSizes.extend({ kind: z.literal('spectrogram') }).superRefine(
  ({ frameLength, hop, fftSize, lowestHz, highestHz }, context) => {
    const demand = (isMet: boolean, name: keyof FeatureConfig, message: string): void => {
      if (!isMet) context.addIssue({ code: 'custom', path: [name], message });
    };
    demand(hop <= frameLength, 'hop', `it must be at most frameLength, ${frameLength}`);
    demand(isPowerOfTwo(fftSize), 'fftSize', 'it must be a power of two, at least 4');
    demand(fftSize >= frameLength, 'fftSize', `it must be at least frameLength, ${frameLength}`);
    demand(lowestHz < highestHz, 'lowestHz', `it must be below highestHz, ${highestHz}`);
  },
);

/** What a model on learned features says of them. */
export const EncoderFeatureConfigSchema = z.strictObject({
  kind: z.literal('encoder'),
  sampleRateHz: z.literal(16_000),
  encoder: z.string().regex(/^[0-9a-f]{64}$/),
  width: size,
  hop: size,
  context: z.int().nonnegative().max(20),
  stride: z.int().positive().max(8),
});

/** Models of before there were two kinds do not say theirs. */
const withKind = (features: unknown): unknown =>
  typeof features === 'object' && features !== null ? { kind: 'spectrogram', ...features } : features;

const FeaturesSchema = z.preprocess(
  withKind,
  z.discriminatedUnion('kind', [EncoderFeatureConfigSchema, FeatureConfigSchema]),
);

/** Of natural logs of energies, which lie between −19 and 20 for sound, or of a state's values. */
const NormalizationPriorSchema = z.strictObject({
  mean: z.array(z.number().min(-1000).max(1000)),
  variance: z.array(z.number().positive().max(1_000_000)),
});

const ModelHeaderSchema = z.looseObject({
  kind: z.literal('acoustic-model'),
  name: z.string(),
  alphabet: z.string(),
  features: FeaturesSchema,
  hiddenUnits: size,
  prior: NormalizationPriorSchema,
  training: z.record(z.string(), z.unknown()),
});

/** Everything that recognition needs of an acoustic model, and where it comes from. */
export interface AcousticModel {
  readonly name: string;
  readonly features: Features;
  readonly network: NetworkConfig;
  readonly prior: NormalizationPrior;
  readonly weights: ReadonlyMap<string, WeightValues>;
  /** Those weights of its encoder that have learnt with it, by the encoder's names; empty where the pretrained ones serve. */
  readonly encoderWeights: ReadonlyMap<string, WeightValues>;
  /** Data, steps, scores: for people. */
  readonly training: Readonly<Record<string, unknown>>;
}

/** What the names of the encoder's weights begin with in a model's file. */
const encoderPrefix = 'encoder/';

/** All of a model but its weights. */
export type ModelHeader = Omit<AcousticModel, 'weights' | 'encoderWeights'>;

/** Weights are stored in half precision. */
export function writeModel(path: string, model: AcousticModel): void {
  const header = {
    kind: 'acoustic-model',
    name: model.name,
    alphabet: english.symbols,
    features: model.features,
    hiddenUnits: model.network.hiddenUnits,
    prior: { mean: Array.from(model.prior.mean), variance: Array.from(model.prior.variance) },
    training: model.training,
  };
  const encoderWeights = [...model.encoderWeights].map(
    ([name, weight]) => [`${encoderPrefix}${name}`, weight] as const,
  );
  writeTensorFile(path, { header, tensors: new Map([...model.weights, ...encoderWeights]) }, 'float16');
}

/** Fails with `model-missing` or `model-refused`; a model of another alphabet or of sizes that do not fit is refused. */
export function readModel(path: string): Result<AcousticModel> {
  const file = readTensorFile(path);
  if (!file.ok) return file;
  const about = parseModel(path, file.value);
  if (!about.ok) return about;
  const [weights, encoderWeights] = [new Map<string, WeightValues>(), new Map<string, WeightValues>()];
  for (const [name, weight] of file.value.tensors) {
    if (name.startsWith(encoderPrefix)) encoderWeights.set(name.slice(encoderPrefix.length), weight);
    else weights.set(name, weight);
  }
  return ok({ ...about.value, weights, encoderWeights });
}

/** Reads all of a model but its weights. Fails as `readModel` does, and costs next to nothing. */
export function readModelHeader(path: string): Result<ModelHeader> {
  const file = readTensorHeader(path);
  return file.ok ? parseModel(path, file.value) : file;
}

type Shapes = ReadonlyMap<string, Pick<WeightValues, 'shape'>>;

function parseModel(
  path: string,
  file: { readonly header: Readonly<Record<string, unknown>>; readonly tensors: Shapes },
): Result<ModelHeader> {
  const { tensors: _tensors, ...rest } = file.header;
  const header = ModelHeaderSchema.safeParse(rest);
  const refused = (reason: string): Result<never> => fail('model-refused', `“${path}” is refused: ${reason}.`);
  if (!header.success) {
    const [issue] = header.error.issues;
    return refused(`its header is damaged at ${issue?.path.join('.') ?? 'the top'}: ${issue?.message ?? ''}`);
  }
  const { features, hiddenUnits, prior, name, training } = header.data;
  const network: NetworkConfig = { inputSize: inputSizeOf(features), hiddenUnits, labelCount: english.size };
  const mistake = mistakeIn(header.data, network, file.tensors);
  if (mistake !== null) return refused(mistake);
  const priors = { mean: Float32Array.from(prior.mean), variance: Float32Array.from(prior.variance) };
  return ok({ name, features, network, prior: priors, training });
}

/** What does not fit together, or null. */
function mistakeIn(
  { alphabet, features, prior }: z.infer<typeof ModelHeaderSchema>,
  network: NetworkConfig,
  weights: Shapes,
): string | null {
  if (alphabet !== english.symbols) return `its alphabet is “${alphabet}”, expected “${english.symbols}”`;
  for (const [name, shape] of weightShapes(network)) {
    const got = weights.get(name)?.shape.join('×') ?? 'missing';
    if (got !== shape.join('×')) return `its weight ${name} is ${got}, expected ${shape.join('×')}`;
  }
  const bands = frameSizeOf(features);
  const fits = prior.mean.length === bands && prior.variance.length === bands;
  return fits ? null : `its prior has ${prior.mean.length} bands, expected ${bands}`;
}
