import { describe, expect, it } from 'vitest';

import type { MarksModel, MarksSizes } from '../../src/core/marks/config';
import { Marker } from '../../src/core/marks/marker';
import type { TimedWord } from '../../src/core/marks/wordContext';
import { type FlatArray, largestError, readVectors, rowsOf } from './readVectors';

interface Vectors {
  readonly sizes: MarksSizes;
  readonly words: readonly string[];
  readonly names: readonly string[];
  readonly weights: Readonly<Record<string, FlatArray>>;
  readonly said: readonly TimedWord[];
  /** For each word from the first on, with so many words known behind it. */
  readonly cases: readonly { readonly known: number; readonly logits: FlatArray }[];
}

const { sizes, words, names, weights, said, cases } = readVectors('marks') as Vectors;
const model: MarksModel = {
  name: 'golden',
  sizes,
  words,
  names,
  weights: new Map(
    Object.entries(weights).map(([name, { shape, values }]) => [name, { shape, values: Float32Array.from(values) }]),
  ),
};

describe('Marker', () => {
  it.each(cases)('equals the network in PyTorch with $known words known behind', ({ known, logits }) => {
    const marker = new Marker(model);
    for (const [at, expected] of rowsOf(logits).entries()) {
      const got = marker.logitsOver(said.slice(0, at + 1 + known), 9)(at);
      // Sums of float32 in another order.
      expect(largestError(got, expected)).toBeLessThan(2e-5);
    }
  });
});
