import { describe, expect, it, vi } from 'vitest';

import { Rescorer, rescoringShare } from '../../../../src/core/rescoring/rescorer';

const texts = [['the', 'kowry'], ['the']];
/** ln P of each word and of the end. */
const ofModel = [
  [-2, NaN, -1],
  [-2, -3],
];
const ofNetwork = [
  [-4, -30, -1],
  [-1, -200],
];

function rescorer(alpha: number): Rescorer {
  const network = { wordLogProbs: () => ofNetwork.map((row) => Float64Array.from(row)), dispose: vi.fn() };
  const model = { sentenceLogProbs: (words: readonly string[]) => ofModel[words.length === 2 ? 0 : 1]! };
  return new Rescorer(network, model, alpha);
}

const mixed = (model: number, network: number): number =>
  Math.log((1 - rescoringShare) * Math.exp(model) + rescoringShare * Math.exp(network)) - model;

describe('Rescorer', () => {
  it('gives what both say together, and leaves a word that the model does not know to the search', () => {
    const [first, second] = rescorer(1).gains(texts);
    expect(first).toBeCloseTo(mixed(-2, -4) + mixed(-1, -1), 9);
    expect(second).toBeCloseTo(mixed(-2, -1) + mixed(-3, -200), 9);
  });

  it('takes no more from a word than its share, whatever the network has never read', () => {
    expect(rescorer(1).gains(texts)[1]! - mixed(-2, -1)).toBeCloseTo(Math.log(1 - rescoringShare), 9);
  });

  it('counts as much as the model does in the search', () => {
    expect(rescorer(0.5).gains(texts)[0]).toBeCloseTo(0.5 * rescorer(1).gains(texts)[0]!, 9);
  });
});
