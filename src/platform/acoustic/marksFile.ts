import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { z } from 'zod';

import { ok, type Result } from '../../contract/result';
import { type MarksModel, marksWeightShapes } from '../../core/marks/config';
import { readDescribed } from './describedTensors';

const size = z.int().positive().max(4096);
/** Words as the recognizer spells them, a space between. */
const words = z
  .string()
  .max(1_000_000)
  .regex(/^[a-z']*( [a-z']+)*$/)
  .transform((text) => text.split(' ').filter((word) => word !== ''));

const MarksHeader = z.looseObject({
  kind: z.literal('marks-model'),
  name: z.string(),
  sizes: z.strictObject({
    before: size,
    after: size,
    remembered: size,
    memory: size,
    width: size,
    hidden: size,
    upper: size,
    endings: size,
  }),
  words,
  names: words,
});

/** Where the model of marks stands beside an acoustic model. */
export const marksNextTo = (modelPath: string): string => join(dirname(modelPath), 'english.marks');

/** The model of marks that serves an acoustic model when none is named: the one beside it; null where there is none. */
export function marksBeside(modelPath: string): string | null {
  const path = marksNextTo(modelPath);
  return existsSync(path) ? path : null;
}

/** Fails with `model-missing`, or with `model-refused` and a reason where it is damaged or its sizes do not fit. */
export function readMarks(path: string): Result<MarksModel> {
  const read = readDescribed(path, MarksHeader, ({ sizes, words }) => marksWeightShapes(sizes, words.length));
  if (!read.ok) return read;
  const { name, sizes, words, names } = read.value.header;
  return ok({ name, sizes, words, names, weights: read.value.weights });
}
