import type { BeamSearchDecoder } from '../../src/core/decode/beamSearch';

/** Log posteriors, one row a timestep, from rows of weights that need not sum to 1. */
export function posteriors(rows: readonly (readonly number[])[]): Float32Array[] {
  return rows.map((row) => {
    const sum = row.reduce((a, b) => a + b, 0);
    return Float32Array.from(row, (weight) => Math.log(weight / sum));
  });
}

/** What a decoder makes of rows of weights, to the end. */
export function textHeardBy(decoder: BeamSearchDecoder, rows: readonly (readonly number[])[]): string {
  for (const step of posteriors(rows)) decoder.step(step);
  const words = decoder.finish();
  return words.map(({ text }) => text).join(' ');
}

/**
 * The reference: the probability of every label sequence, summed over all its alignments one by one.
 * Keys are the labels joined by commas.
 */
export function sumAlignments(steps: readonly Float32Array[], blank: number): Map<string, number> {
  const sums = new Map<string, number>();
  const walk = (timestep: number, labels: number[], last: number, probability: number): void => {
    const step = steps[timestep];
    if (step === undefined) {
      sums.set(labels.join(), (sums.get(labels.join()) ?? 0) + probability);
      return;
    }
    step.forEach((logProb, label) => {
      const grown = label === blank || label === last ? labels : [...labels, label];
      walk(timestep + 1, grown, label, probability * Math.exp(logProb));
    });
  };
  walk(0, [], blank, 1);
  return sums;
}

/** Natural-log softmax of one row of logits. */
export function logSoftmax(logits: readonly number[]): Float32Array {
  const highest = Math.max(...logits);
  const logSum = highest + Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - highest), 0));
  return Float32Array.from(logits, (logit) => logit - logSum);
}
