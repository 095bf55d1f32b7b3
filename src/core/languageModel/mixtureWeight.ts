import type { NgramModel } from './ngramModel';

/** A text as two models expect it: ln P of each of its words and of the ends of sentences, NaN where the model does not know the word. */
export interface ExpectedText {
  readonly base: readonly number[];
  readonly own: readonly number[];
}

/** Enough for the second digit: each round brings the weight nearer. */
const rounds = 30;

export function expectedText(base: NgramModel, own: NgramModel, sentences: readonly string[]): ExpectedText {
  const logProbsIn = (model: NgramModel): number[] =>
    sentences.flatMap((sentence) => model.sentenceLogProbs(sentence.split(' ')));
  return { base: logProbsIn(base), own: logProbsIn(own) };
}

/**
 * The weight of `own` in a linear mixture of two models that makes texts most likely, 0 … 1, by expectation maximisation (Jelinek and
 * Mercer 1980, "Interpolated estimation of Markov source parameters from sparse data"). `own` must not have read the texts: it would seem to be all that counts.
 * Words that neither model knows say nothing; 0 where there are no others.
 */
export function mixtureWeight(texts: readonly ExpectedText[]): number {
  const probability = (logProb: number | undefined): number => Math.exp(logProb ?? NaN) || 0;
  const words = texts
    .flatMap(({ base, own }) => base.map((logProb, place) => [probability(logProb), probability(own[place])] as const))
    .filter(([ofBase, ofOwn]) => ofBase + ofOwn > 0);
  if (words.length === 0) return 0;
  let weight = 0.5;
  for (let round = 0; round < rounds; round += 1) {
    const shares = words.map(([ofBase, ofOwn]) => (weight * ofOwn) / (weight * ofOwn + (1 - weight) * ofBase));
    weight = shares.reduce((sum, share) => sum + share, 0) / words.length;
    // A word that only the base knows, or only the text's own, leaves neither without a share.
    if (weight === 0 || weight === 1) break;
  }
  return weight;
}
