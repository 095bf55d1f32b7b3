import type { NgramModel } from './ngramModel';

export interface Perplexity {
  /** Words without the ends of sentences. */
  readonly words: number;
  /** How many of them the model does not know. */
  readonly unknown: number;
  /** exp of the mean negative ln P of the known words and the ends of sentences. */
  readonly perplexity: number;
}

/** How surprised a model is by texts, by where they come from. */
export class PerplexityTally {
  readonly #model: NgramModel;
  readonly #sums = new Map<string, { words: number; unknown: number; scored: number; logProb: number }>();

  constructor(model: NgramModel) {
    this.#model = model;
  }

  add(source: string, text: string): void {
    const words = text.split(' ').filter((word) => word !== '');
    const known = this.#model.sentenceLogProbs(words).filter((logProb) => !Number.isNaN(logProb));
    const sum = this.#sums.get(source) ?? { words: 0, unknown: 0, scored: 0, logProb: 0 };
    sum.words += words.length;
    sum.unknown += words.length + 1 - known.length;
    sum.scored += known.length;
    sum.logProb += known.reduce((total, logProb) => total + logProb, 0);
    this.#sums.set(source, sum);
  }

  sources(): Map<string, Perplexity> {
    const each = [...this.#sums].map(([source, { words, unknown, scored, logProb }]): [string, Perplexity] => [
      source,
      { words, unknown, perplexity: Math.exp(-logProb / scored) },
    ]);
    return new Map(each);
  }
}
