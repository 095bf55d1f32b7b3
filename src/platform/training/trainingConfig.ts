import { readFileSync } from 'node:fs';

import { z } from 'zod';

import { fail, ok, type Result } from '../../contract/result';
import { defaultEncoderFeatureConfig, defaultFeatureConfig, type Features } from '../../core/features/config';
import { optimizerNames } from '../../core/training/optimizer';
import { EncoderFeatureConfigSchema, FeatureConfigSchema, FeatureSizes } from '../acoustic/modelFile';
import { jsonOf } from '../files/jsonFile';
import { codeOf } from '../files/wholeFile';
import { AugmentationConfig, rangeOf } from './augmentationConfig';

const positive = z.number().positive();
const count = z.int().positive();
const range = rangeOf(count);

const dropUndefined = <Changes extends object>(
  changes: Changes,
): { [Key in keyof Changes]: Exclude<Changes[Key], undefined> } =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as never;

const FilterBankChanges = FeatureSizes.partial()
  .extend({ kind: z.literal('spectrogram').optional() })
  .transform((changes) => ({ ...defaultFeatureConfig, ...dropUndefined(changes) }))
  .pipe(FeatureConfigSchema);

const EncoderChanges = EncoderFeatureConfigSchema.partial()
  .extend({ kind: z.literal('encoder') })
  .transform((changes) => ({ ...defaultEncoderFeatureConfig, ...dropUndefined(changes) }))
  .pipe(EncoderFeatureConfigSchema);

function featuresOf(changes: unknown, context: z.RefinementCtx): Features {
  const isEncoder = typeof changes === 'object' && changes !== null && 'kind' in changes && changes.kind === 'encoder';
  const parsed = (isEncoder ? EncoderChanges : FilterBankChanges).safeParse(changes);
  if (parsed.success) return parsed.data;
  for (const { path, message } of parsed.error.issues) context.addIssue({ code: 'custom', path, message });
  return z.NEVER;
}

/** What `utter train --config FILE` reads: every choice of a training run, so that a model can be made again. */
export const TrainingConfig = z
  .strictObject({
    name: z.string().min(1),
    seed: z.int().nonnegative(),
    /** Differences from the default features of their kind: those of the filter bank, or with `"kind": "encoder"` learned ones. */
    features: z.unknown().transform(featuresOf),
    hiddenUnits: count,
    /** Audio in a batch. */
    batchSeconds: positive,
    /** What matrix products read their factors as; with bfloat16, training takes about two thirds of the time on processors that have it. */
    precision: z.enum(['float32', 'bfloat16']).default('float32'),
    /** Passes over the corpus; the last may be a part of one. */
    epochs: positive,
    /** Whether the first pass goes from short recordings to long ones; a run that begins with a model's weights has no need of it. */
    shortFirst: z.boolean().default(true),
    /** Adam, or the paper's Nesterov momentum of 0.99, which has a rate of its own (`--find-rate`). */
    optimizer: z.enum(optimizerNames).default('adam'),
    /** The rate rises to this over the warm-up and falls to a hundredth of it over the last `decaySteps`. */
    peakLearningRate: positive,
    warmupSteps: count,
    decaySteps: count,
    /** What the rate is divided by after each epoch (Hannun et al. 2014 §3). */
    annealing: z.number().min(1).default(1),
    /** Probability that a unit of a dense layer is left out of a step. */
    dropout: z.number().min(0).max(0.9).default(0),
    /**
     * How the recordings are changed each time that they are learnt from; null learns from them as they are. Learned features cannot be
     * changed after the fact: a state is no longer a sound (`reference/train.py` changes the samples before the encoder).
     */
    augmentation: AugmentationConfig.nullable().default(null),
    largestGradientNorm: positive,
    /** Weight of the second CTC loss, below the recurrence. */
    intermediateWeight: z.number().nonnegative(),
    /** Timesteps of a chunk and of its look-ahead, lowest and highest; drawn anew for each batch. */
    chunk: range,
    lookAhead: range,
    checkpointSteps: count,
    evaluateSteps: count,
    /** Held-out utterances scored during training, evenly spread over the list. */
    evaluateUtterances: count,
    /** Scores in a row without a lower held-out WER after which the run ends; null goes on to the last epoch. */
    patience: count.nullable().default(null),
    /** How many of the last good checkpoints `average.utter` is the mean of. */
    averagedCheckpoints: count.default(5),
  })
  .refine(({ features, augmentation }) => features.kind === 'spectrogram' || augmentation === null, {
    path: ['augmentation'],
    message: 'learned features cannot be changed after the fact; leave it out',
  });
export type TrainingConfig = z.infer<typeof TrainingConfig>;

/** What zod expects, in words. */
const kinds: Readonly<Record<string, string>> = { string: 'text', array: 'list', object: 'group' };

/** Fails with `config-invalid` and the place. */
export function readTrainingConfig(path: string): Result<TrainingConfig> {
  let json: unknown;
  try {
    json = jsonOf(readFileSync(path, 'utf8'));
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return fail('config-invalid', `There is no configuration “${path}”.`);
    return fail('config-invalid', `“${path}” cannot be read as JSON.`);
  }
  const parsed = TrainingConfig.safeParse(json);
  if (parsed.success) return ok(parsed.data);
  return fail('config-invalid', faultOf(path, parsed.error.issues[0]));
}

function faultOf(path: string, issue: z.core.$ZodIssue | undefined): string {
  const place = issue === undefined || issue.path.length === 0 ? 'the top' : issue.path.join('.');
  if (issue?.code === 'invalid_type' && issue.message.endsWith('received undefined'))
    return `“${path}” lacks “${place}”, which is a ${kinds[issue.expected] ?? issue.expected}.`;
  return `“${path}” is not valid at ${place}: ${issue?.message ?? ''}.`;
}
