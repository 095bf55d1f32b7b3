import { z } from 'zod';

import { fail, ok, type Result } from '../../contract/result';
import { encoderShapes, type EncoderConfig } from '../../core/encoder/config';
import type { WeightValues } from '../../core/weightValues';
import { readTensorFile } from './tensorFile';

const size = z.int().positive().max(16_384);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const EncoderHeader = z.looseObject({
  kind: z.literal('encoder'),
  name: z.string(),
  config: z.strictObject({ width: size, heads: size, layers: size, positions: size, bands: size }),
  licence: z.string(),
  dataSha256: sha256,
  original: z.strictObject({ file: z.string(), sha256 }),
});

/** A pretrained speech encoder as it lies on disk (`resources/models/whisper-base.encoder`, written by `scripts/encoder.mjs`). */
export interface PretrainedEncoder {
  readonly name: string;
  readonly config: EncoderConfig;
  /** By the names of `encoderShapes`. */
  readonly weights: ReadonlyMap<string, WeightValues>;
  /** SHA-256 of the file that it was made from: models say by it which encoder they have learnt with. */
  readonly original: string;
}

/** Fails with `model-missing` where there is none, with `model-refused` and a reason where one byte is not as it was written. */
export function readEncoder(path: string): Result<PretrainedEncoder> {
  const file = readTensorFile(path);
  if (!file.ok) return file;
  const refused = (reason: string): Result<never> => fail('model-refused', `“${path}” is refused: ${reason}.`);
  const header = EncoderHeader.safeParse(file.value.header);
  if (!header.success) {
    const [issue] = header.error.issues;
    return refused(`its header is damaged at ${issue?.path.join('.') ?? 'the top'}: ${issue?.message ?? ''}`);
  }
  const { name, config, original } = header.data;
  const weights = file.value.tensors;
  const mistake = mistakeIn(config, weights);
  return mistake === null ? ok({ name, config, weights, original: original.sha256 }) : refused(mistake);
}

/** The first weight that does not fit, or null. */
function mistakeIn(config: EncoderConfig, weights: ReadonlyMap<string, WeightValues>): string | null {
  for (const [name, shape] of encoderShapes(config)) {
    const got = weights.get(name)?.shape.join('×') ?? 'missing';
    if (got !== shape.join('×')) return `its weight ${name} is ${got}, expected ${shape.join('×')}`;
  }
  return null;
}
