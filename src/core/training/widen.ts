import type { WeightValues } from '../acoustic/network';

/**
 * A weight of a narrower network as a part of the same weight of a wider one, so that together they say what the narrower one says: its
 * values come first, units that it lacks are zero for those that it has, and the rest is the wider network's own (after Chen et al. 2016,
 * who copy units instead).
 *
 * @param known [rows or fewer, columns or fewer], or [units or fewer]
 * @param all [rows, columns], or [units]
 * @returns a new array of the shape of `all`
 */
export function widen(known: WeightValues, all: WeightValues): WeightValues {
  const [columns = 1, rows = 1] = [...all.shape].reverse();
  const [knownColumns = 1, knownRows = 1] = [...known.shape].reverse();
  const values = all.values.slice();
  for (let row = 0; row < rows; row += 1) {
    const start = row * columns;
    if (row < knownRows) values.set(known.values.subarray(row * knownColumns, (row + 1) * knownColumns), start);
    else values.fill(0, start, start + knownColumns);
  }
  return { shape: all.shape, values };
}
