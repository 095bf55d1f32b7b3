import { logAdd } from '../decode/logSpace';
import type { TextScorer } from '../decode/textScorer';
import type { NgramModel } from '../languageModel/ngramModel';
import type { RescoringNetwork } from './rescoringNetwork';

/** What the network has to say, of 1. Chosen on held-out speech: docs/experiments.md. */
export const rescoringShare = 0.7;

/**
 * Judges texts by the n-gram model that found them and the network together: the gain of a word is
 *
 *     ln((1 − share) P_n-gram(word) + share P_network(word)) − ln P_n-gram(word)
 *
 * so that a word loses ln(1 − share) at most, however little the network has read of it, as of those that a user has taught the n-gram model. A
 * word that this model does not know gains nothing and loses nothing.
 */
export class Rescorer implements TextScorer {
  readonly #network: Judge;
  readonly #model: Pick<NgramModel, 'sentenceLogProbs'>;
  readonly #alpha: number;

  /**
   * @param network becomes the rescorer's
   * @param alpha the weight of the language model in the search
   */
  constructor(network: Judge, model: Pick<NgramModel, 'sentenceLogProbs'>, alpha: number) {
    this.#network = network;
    this.#model = model;
    this.#alpha = alpha;
  }

  gains(texts: readonly (readonly string[])[]): number[] {
    return this.#network.wordLogProbs(texts).map((ofNetwork, text) => {
      const ofModel = this.#model.sentenceLogProbs([...texts[text]!]);
      return this.#alpha * ofModel.reduce((sum, logProb, word) => sum + gain(logProb, ofNetwork[word]!), 0);
    });
  }

  dispose(): void {
    this.#network.dispose();
  }
}

type Judge = Pick<RescoringNetwork, 'wordLogProbs' | 'dispose'>;

function gain(ofModel: number, ofNetwork: number): number {
  if (Number.isNaN(ofModel)) return 0;
  return logAdd(Math.log(1 - rescoringShare), Math.log(rescoringShare) + ofNetwork - ofModel);
}
