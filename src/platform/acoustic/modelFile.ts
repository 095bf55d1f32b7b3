import { z } from 'zod';

import { fail, ok, type Result } from '../../contract/result';
import { weightShapes, type NetworkConfig } from '../../core/acoustic/config';
import type { WeightValues } from '../../core/acoustic/network';
import { english } from '../../core/alphabet';
import { frameSizeOf, inputSizeOf, type FeatureConfig, type NormalizationPrior } from '../../core/features/config';
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
export const FeatureConfigSchema = FeatureSizes.superRefine(
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

/** Of natural logs of energies: those of sound lie between −19 and 20. */
const NormalizationPriorSchema = z.strictObject({
  mean: z.array(z.number().min(-1000).max(1000)),
  variance: z.array(z.number().positive().max(1_000_000)),
});

const ModelHeader = z.looseObject({
  kind: z.literal('acoustic-model'),
  name: z.string(),
  alphabet: z.string(),
  features: FeatureConfigSchema,
  hiddenUnits: size,
  prior: NormalizationPriorSchema,
  training: z.record(z.string(), z.unknown()),
});

/** Everything that recognition needs of an acoustic model, and where it comes from. */
export interface AcousticModel {
  readonly name: string;
  readonly features: FeatureConfig;
  readonly network: NetworkConfig;
  readonly prior: NormalizationPrior;
  readonly weights: ReadonlyMap<string, WeightValues>;
  /** Data, steps, scores: for people. */
  readonly training: Readonly<Record<string, unknown>>;
}

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
  writeTensorFile(path, { header, tensors: model.weights }, 'float16');
}

/** Fails with `model-missing` or `model-refused`; a model of another alphabet or of sizes that do not fit is refused. */
export function readModel(path: string): Result<AcousticModel> {
  const file = readTensorFile(path);
  if (!file.ok) return file;
  const about = parseModel(path, file.value);
  return about.ok ? ok({ ...about.value, weights: file.value.tensors }) : about;
}

/** Reads all of a model but its weights. Fails as `readModel` does, and costs next to nothing. */
export function readModelHeader(path: string): Result<Omit<AcousticModel, 'weights'>> {
  const file = readTensorHeader(path);
  return file.ok ? parseModel(path, file.value) : file;
}

type Shapes = ReadonlyMap<string, Pick<WeightValues, 'shape'>>;

function parseModel(
  path: string,
  file: { readonly header: Readonly<Record<string, unknown>>; readonly tensors: Shapes },
): Result<Omit<AcousticModel, 'weights'>> {
  const { tensors: _tensors, ...rest } = file.header;
  const header = ModelHeader.safeParse(rest);
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
  { alphabet, features, prior }: z.infer<typeof ModelHeader>,
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
