import { beforeAll, describe, expect, it } from 'vitest';

import type { RescoringSizes } from '../../src/core/rescoring/config';
import { RescoringNetwork } from '../../src/core/rescoring/rescoringNetwork';
import { expectNoTensorLeak, useBackend } from '../support/tensors';
import { type FlatArray, largestError, readVectors } from './readVectors';

interface Vectors {
  readonly sizes: RescoringSizes;
  readonly pieces: readonly string[];
  readonly weights: Readonly<Record<string, FlatArray>>;
  /** Of each word of a text and of its end. */
  readonly cases: readonly { readonly text: string; readonly logProbs: readonly number[] }[];
}

const vectors = readVectors('rescoring') as Vectors;
const weights = new Map(
  Object.entries(vectors.weights).map(([name, { shape, values }]) => [
    name,
    { shape, values: Float32Array.from(values) },
  ]),
);
const texts = vectors.cases.map(({ text }) => text.split(' ').filter((word) => word !== ''));

/** Sums of float32 in another order. */
const tolerance = 1e-5;

describe.each(['tensorflow', 'wasm'] as const)('RescoringNetwork with %s', (backend) => {
  beforeAll(() => useBackend(backend));

  it('equals the network in PyTorch, text by text and all together, and leaves nothing', async () => {
    await expectNoTensorLeak(() => {
      const network = new RescoringNetwork({ ...vectors, weights });
      const together = network.wordLogProbs(texts);
      for (const [at, { logProbs }] of vectors.cases.entries()) {
        expect(largestError(together[at]!, logProbs)).toBeLessThan(tolerance);
        expect(largestError(network.wordLogProbs([texts[at]!])[0]!, logProbs)).toBeLessThan(tolerance);
      }
      network.dispose();
    });
  });

  it('judges more texts than are computed together as it judges each', () => {
    const network = new RescoringNetwork({ ...vectors, weights });
    const many = Array.from({ length: 120 }, (_, at) =>
      [...texts[at % 3]!, ...['x'.repeat(at % 11), 'we']].filter(Boolean),
    );
    const together = network.wordLogProbs(many);
    expect(together).toHaveLength(many.length);
    for (const at of [0, 57, 119])
      expect(largestError(together[at]!, network.wordLogProbs([many[at]!])[0]!)).toBeLessThan(tolerance);
    network.dispose();
  });

  it('refuses weights of other sizes', () => {
    const sizes = { ...vectors.sizes, hidden: 21 };
    expect(() => new RescoringNetwork({ ...vectors, sizes, weights })).toThrow(
      'weight layers.0.widen is 20×12, expected 21×12',
    );
  });
});
