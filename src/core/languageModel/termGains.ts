import type { Lexicon } from './lexicon';
import { lexiconRoot, noWord, outside } from './lexicon';
import type { Term } from './termMatcher';

/** Natural-log scores. */
export interface HotWordOptions {
  /** What each word of a term is to be worth at least, on the scale of alpha · ln P: as much as a common word. */
  readonly wordScore: number;
  /** What each label of a term gains besides. */
  readonly labelBoost: number;
}

export const defaultHotWordOptions: HotWordOptions = { wordScore: -3, labelBoost: 0.3 };

/** Where there is no language model, which asks nothing for a rare word, a term gains for its labels alone. */
export const boostWithoutLanguageModel = 1;

/**
 * What a term gains label by label: as much as lifts its words to `wordScore`, as soon as the language model has come to know by
 * what is spelt that the word is a rarer one, and something for each label. So beginnings that common words share gain little.
 *
 * @param lexicon has all words of the term
 * @param alpha weight of the language model
 */
export function termOf(
  labels: Int32Array,
  space: number,
  {
    lexicon,
    unigramLogProbs,
    alpha,
  }: { readonly lexicon: Lexicon; readonly unigramLogProbs: Float32Array; readonly alpha: number },
  { wordScore, labelBoost }: HotWordOptions,
): Term {
  const lift = (logProb: number): number => Math.max(0, wordScore - alpha * logProb);
  let before = 0;
  let node = lexiconRoot;
  const wordLift = (): number => {
    const word = node === outside ? noWord : lexicon.word(node);
    return word === noWord ? 0 : lift(unigramLogProbs[word] ?? 0);
  };
  const gains = Float64Array.from(labels, (label, i) => {
    if (label === space) {
      before += wordLift();
      node = lexiconRoot;
      return before + labelBoost * (i + 1);
    }
    node = node === outside ? outside : lexicon.child(node, label);
    const isLast = i === labels.length - 1 || labels[i + 1] === space;
    const gained = isLast ? wordLift() : lift(node === outside ? 0 : lexicon.bestLogProb(node));
    return before + gained + labelBoost * (i + 1);
  });
  return { labels, gains };
}

/** A term whose labels gain the same each. */
export const evenTerm = (labels: Int32Array, labelBoost: number): Term => ({
  labels,
  gains: Float64Array.from(labels, (_, i) => labelBoost * (i + 1)),
});
