import { z } from 'zod';

import { ok, type Result } from '../../contract/result';
import { encoderShapes, type EncoderConfig } from '../../core/encoder/config';
import type { WeightValues } from '../../core/weightValues';
import { readDescribed } from './describedTensors';

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
  const read = readDescribed(path, EncoderHeader, ({ config }) => encoderShapes(config));
  if (!read.ok) return read;
  const { name, config, original } = read.value.header;
  return ok({ name, config, weights: read.value.weights, original: original.sha256 });
}
