import { readFileSync } from 'node:fs';

/** An array as the generators write it: values row by row. */
export interface FlatArray {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** The content of `vectors/NAME.json`; its type is what `generate/*.py` writes, and the caller says it. */
export function readVectors(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`vectors/${name}.json`, import.meta.url), 'utf8'));
}

/** The rows of a two-dimensional array. */
export function rowsOf({ shape, values }: FlatArray): Float32Array[] {
  const [rows = 0, columns = 0] = shape;
  if (shape.length !== 2) throw new RangeError(`expected two dimensions, got [${shape.join(', ')}]`);
  return Array.from({ length: rows }, (_, row) => Float32Array.from(values.slice(row * columns, (row + 1) * columns)));
}

/** The largest |actual − expected| / max(1, |expected|); infinite where lengths differ. */
export function largestError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Infinity;
  let largest = 0;
  for (let index = 0; index < actual.length; index += 1) {
    const wanted = expected[index]!;
    const error = Math.abs(actual[index]! - wanted) / Math.max(1, Math.abs(wanted));
    if (!(error <= largest)) largest = Number.isNaN(error) ? Infinity : error;
  }
  return largest;
}

/** The largest |actual − expected| in parts of the largest |expected| of the array; infinite where lengths differ. */
export function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  const scale = 1 / Math.max(...Array.from(expected, Math.abs));
  const scaled = (values: ArrayLike<number>): Float64Array => Float64Array.from(values, (value) => value * scale);
  return largestError(scaled(actual), scaled(expected));
}
