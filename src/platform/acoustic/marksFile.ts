import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { z } from 'zod';

import { fail, ok, type Result } from '../../contract/result';
import { type MarksModel, marksWeightShapes } from '../../core/marks/config';
import { readTensorFile } from './tensorFile';

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
  const file = readTensorFile(path);
  if (!file.ok) return file;
  const refused = (reason: string): Result<never> => fail('model-refused', `“${path}” is refused: ${reason}.`);
  const header = MarksHeader.safeParse(file.value.header);
  if (!header.success) {
    const [issue] = header.error.issues;
    return refused(`its header is damaged at ${issue?.path.join('.') ?? 'the top'}: ${issue?.message ?? ''}`);
  }
  const weights = file.value.tensors;
  const mistake = mistakeIn(header.data, weights);
  const { name, sizes, words, names } = header.data;
  return mistake === null ? ok({ name, sizes, words, names, weights }) : refused(mistake);
}

/** The first weight that does not fit, or null. */
function mistakeIn({ sizes, words }: z.infer<typeof MarksHeader>, weights: MarksModel['weights']): string | null {
  for (const [name, shape] of marksWeightShapes(sizes, words.length)) {
    const got = weights.get(name)?.shape.join('×') ?? 'missing';
    if (got !== shape.join('×')) return `its weight ${name} is ${got}, expected ${shape.join('×')}`;
  }
  return null;
}

/** What is said where marks cannot be heard. */
export const withoutMarks = (reason: string): string =>
  `Marks are not heard, and pauses alone end sentences: ${reason}`;
