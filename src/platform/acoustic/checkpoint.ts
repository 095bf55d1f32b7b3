import { z } from 'zod';

import { fail, ok, type Result } from '../../contract/result';
import type { WeightValues } from '../../core/acoustic/network';
import type { NormalizationPrior } from '../../core/features/config';
import { readTensorFile, writeTensorFile } from './tensorFile';

const CheckpointHeader = z.looseObject({
  kind: z.literal('checkpoint'),
  shape: z.string(),
  /** Absent in checkpoints of early runs, which are taken as they are. */
  recordings: z.string().optional(),
  step: z.int().nonnegative(),
  /** null before the first score: JSON has no infinity. */
  bestWer: z.number().nullable(),
  scoresSinceBest: z.int().nonnegative().default(0),
  averaged: z.int().nonnegative().default(0),
  /** Of adaptations only. */
  trainingSeconds: z.number().nonnegative().optional(),
  prior: z.strictObject({ mean: z.array(z.number()), variance: z.array(z.number()) }),
});

type Tensors = ReadonlyMap<string, WeightValues>;

/** All that a training run goes on from, to the same numbers. */
export interface Checkpoint {
  /** What may not change between a checkpoint and its continuation. */
  readonly shape: string;
  /** A hash of the recordings that are learnt from; undefined where it is not known. */
  readonly recordings: string | undefined;
  readonly step: number;
  /** Percent; infinite before the first score. */
  readonly bestWer: number;
  readonly scoresSinceBest: number;
  /** How many checkpoints `average` is the mean of. */
  readonly averaged: number;
  /** How long the steps took; undefined where it is not told. */
  readonly trainingSeconds?: number;
  readonly prior: NormalizationPrior;
  readonly network: Tensors;
  readonly optimizer: Tensors;
  readonly average: Tensors;
}

/** Writes the checkpoint whole or not at all. @param optimizer the name that its tensors stand under */
export function writeCheckpoint(path: string, checkpoint: Checkpoint, optimizer: string): void {
  const { network, optimizer: moments, average, prior, ...rest } = checkpoint;
  const tensors = new Map([
    ...renamed(network, (name) => `network/${name}`),
    ...renamed(moments, (name) => `${optimizer}/${name}`),
    ...renamed(average, (name) => `average/${name}`),
  ]);
  const priors = { mean: Array.from(prior.mean), variance: Array.from(prior.variance) };
  const bestWer = Number.isFinite(rest.bestWer) ? rest.bestWer : null;
  writeTensorFile(path, { header: { kind: 'checkpoint', ...rest, bestWer, prior: priors }, tensors }, 'float32');
}

/** Fails with `checkpoint-refused` where the file cannot be read as one. */
export function readCheckpoint(path: string, optimizer: string): Result<Checkpoint> {
  const file = readTensorFile(path);
  if (!file.ok) return fail('checkpoint-refused', file.error.message);
  const header = CheckpointHeader.safeParse(file.value.header);
  if (!header.success) return fail('checkpoint-refused', `The checkpoint “${path}” is damaged.`);
  const { shape, recordings, step, bestWer, scoresSinceBest, averaged, prior, trainingSeconds } = header.data;
  const under = (prefix: string): Tensors => {
    const chosen = [...file.value.tensors].filter(([name]) => name.startsWith(`${prefix}/`));
    return renamed(new Map(chosen), (name) => name.slice(prefix.length + 1));
  };
  return ok({
    shape,
    recordings,
    step,
    bestWer: bestWer ?? Infinity,
    scoresSinceBest,
    averaged,
    ...(trainingSeconds !== undefined && { trainingSeconds }),
    prior: { mean: Float32Array.from(prior.mean), variance: Float32Array.from(prior.variance) },
    network: under('network'),
    optimizer: under(optimizer),
    average: under('average'),
  });
}

const renamed = (tensors: Tensors, rename: (name: string) => string): Tensors =>
  new Map([...tensors].map(([name, values]) => [rename(name), values]));
