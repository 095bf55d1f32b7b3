import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { z } from 'zod';

import { ok, type Result } from '../../contract/result';
import { type RescoringModel, rescoringShapes } from '../../core/rescoring/config';
import { readDescribed } from '../acoustic/describedTensors';

const size = z.int().positive().max(4096);
const few = z.int().positive().max(64);

const RescoringHeader = z.looseObject({
  kind: z.literal('rescoring-model'),
  name: z.string(),
  sizes: z
    .strictObject({ width: size, layers: few, heads: few, hidden: size })
    .refine(({ width, heads }) => width % heads === 0, { error: 'the width is not shared evenly by the heads' }),
  /** Every letter must be one, or some words could not be cut. */
  pieces: z
    .array(z.string().regex(/^ ?[a-z']+$/))
    .max(65_535)
    .refine((pieces) => letters.every((letter) => pieces.includes(letter) && pieces.includes(` ${letter}`)), {
      error: 'a letter is missing',
    }),
});

const letters = Array.from("abcdefghijklmnopqrstuvwxyz'");

/** Where the model that rescores texts stands beside an acoustic model. */
export const rescorerNextTo = (modelPath: string): string => join(dirname(modelPath), 'english.rescorer');

/** The model that rescores texts for an acoustic model when none is named: the one beside it; null where there is none. */
export function rescorerBeside(modelPath: string): string | null {
  const path = rescorerNextTo(modelPath);
  return existsSync(path) ? path : null;
}

/** Fails with `model-missing`, or with `model-refused` and a reason where it is damaged or its sizes do not fit. */
export function readRescorer(path: string): Result<RescoringModel> {
  const read = readDescribed(path, RescoringHeader, ({ sizes, pieces }) => rescoringShapes(sizes, pieces.length + 1));
  if (!read.ok) return read;
  const { name, sizes, pieces } = read.value.header;
  return ok({ name, sizes, pieces, weights: read.value.weights });
}
