import { emptyContext, type NgramModel, type OrderTables } from './ngramModel';

/** A context that nothing is left for would make what does not follow it impossible. */
export const lowestShare = 1e-10;
const none = new Uint32Array(0);

interface Extended {
  /** The orders so far; the last one is the one that is extended. */
  readonly tables: readonly OrderTables[];
  /** The n-grams of the next order: their last words, and P(last word | the words before it). */
  readonly next: { readonly words: Uint32Array; readonly probabilities: ArrayLike<number> };
  /** Where the extensions of each n-gram of the last order start in the next. */
  readonly firstExtensions: Uint32Array;
}

/**
 * ln of what each n-gram of the last order leaves for the words that do not extend it, against what one order less gives them.
 *
 * @param lower a model of the orders so far
 */
export function backoffsOf({ tables, next, firstExtensions }: Extended, lower: NgramModel): Float32Array {
  const shorter = shorterContexts(tables, lower);
  return Float32Array.from(shorter, (context, i) => {
    let [left, leftBelow] = [1, 1];
    for (let at = firstExtensions[i] ?? 0; at < (firstExtensions[i + 1] ?? 0); at++) {
      left -= next.probabilities[at] ?? 0;
      leftBelow -= Math.exp(lower.logProb(context, next.words[at] ?? 0));
    }
    if (left === 1) return 0;
    return Math.log(Math.max(left, lowestShare) / Math.max(leftBelow, lowestShare));
  });
}

/** Of each n-gram of the highest order, the context in `lower` of its words without the first. */
export function shorterContexts(tables: readonly OrderTables[], lower: NgramModel): Int32Array {
  let contexts = new Int32Array(lower.vocabulary.size).fill(emptyContext);
  for (const [index, { words }] of tables.slice(1).entries()) {
    const firsts = tables[index]?.firstExtensions ?? none;
    const longer = new Int32Array(words.length);
    let owner = 0;
    for (const [i, word] of words.entries()) {
      while ((firsts[owner + 1] ?? Infinity) <= i) owner += 1;
      longer[i] = lower.advance(contexts[owner] ?? emptyContext, word);
    }
    contexts = longer;
  }
  return contexts;
}
