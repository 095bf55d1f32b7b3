import type { z } from 'zod';

import { fail, ok, type Result } from '../../contract/result';
import { readTensorFile, type TensorFile } from './tensorFile';

type Shapes = ReadonlyMap<string, readonly number[]>;

/**
 * Reads a file of tensors whose header is as `schema` has it, with weights of the shapes that the header asks for. Fails with `model-missing`, or
 * with `model-refused` and a reason where it is damaged or its sizes do not fit.
 */
export function readDescribed<Header>(
  path: string,
  schema: z.ZodType<Header>,
  shapesOf: (header: Header) => Shapes,
): Result<{ readonly header: Header; readonly weights: TensorFile['tensors'] }> {
  const file = readTensorFile(path);
  if (!file.ok) return file;
  const refused = (reason: string): Result<never> => fail('model-refused', `“${path}” is refused: ${reason}.`);
  const header = schema.safeParse(file.value.header);
  if (!header.success) {
    const [issue] = header.error.issues;
    return refused(`its header is damaged at ${issue?.path.join('.') ?? 'the top'}: ${issue?.message ?? ''}`);
  }
  const weights = file.value.tensors;
  const mistake = mistakeIn(shapesOf(header.data), weights);
  return mistake === null ? ok({ header: header.data, weights }) : refused(mistake);
}

/** The first weight that does not fit, or null. */
function mistakeIn(shapes: Shapes, weights: TensorFile['tensors']): string | null {
  for (const [name, shape] of shapes) {
    const got = weights.get(name)?.shape.join('×') ?? 'missing';
    if (got !== shape.join('×')) return `its weight ${name} is ${got}, expected ${shape.join('×')}`;
  }
  return null;
}
