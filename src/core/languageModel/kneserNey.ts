import type { CountedOrder } from './ngramCounts';
import { NgramModel } from './ngramModel';
import { sortedTables } from './sortedTables';
import { sentenceStart, unknownWord, type Vocabulary } from './vocabulary';

/** What is taken off an n-gram that occurs once, twice, three times or more, for those that never occur. */
export type Discounts = readonly [number, number, number];

export interface EstimationOptions {
  /** For each order from 1: n-grams that occur so often or less are left out; never falling. Unigrams are kept whatever it says. */
  readonly pruneUpTo: readonly number[];
}

/** One order on its way from counts to probabilities. */
interface Estimate {
  readonly counted: CountedOrder;
  /** Counts as Kneser and Ney adjust them: of the highest order as they are, of lower ones the different words in front. */
  readonly adjusted: Uint32Array;
  readonly kept: Uint8Array;
  readonly discounts: Discounts;
  readonly probabilities: Float64Array;
  /** The share of each n-gram, as a context, that goes to words that do not follow it in the model. */
  readonly backoffs: Float64Array;
}

/**
 * Interpolated modified Kneser–Ney smoothing (Chen and Goodman 1998, §3): each n-gram's count is discounted, and what was taken off
 * a context, with all that was pruned, goes to the distribution of one order less. An n-gram at the start of a sentence has
 * nothing in front of it: there its count itself is taken.
 */
export function estimateKneserNey(
  vocabulary: Vocabulary,
  counts: readonly CountedOrder[],
  options: EstimationOptions,
): NgramModel {
  const { pruneUpTo } = options;
  if (pruneUpTo.some((limit, i) => limit < (pruneUpTo[i - 1] ?? 0)))
    throw new RangeError('a higher order cannot be pruned less');
  const estimates: Estimate[] = [];
  for (const [index, counted] of counts.entries()) {
    const lower = estimates.at(-1);
    const isHighest = index === counts.length - 1;
    const adjusted = isHighest ? counted.counts.slice(0, counted.length) : adjustedCounts(counted);
    if (lower === undefined) adjusted[sentenceStart] = 0;
    const estimate: Estimate = {
      counted,
      adjusted,
      kept:
        lower === undefined
          ? allButUnknown(counted.length)
          : keptOf(counted, pruneUpTo[index] ?? pruneUpTo.at(-1) ?? 0, lower),
      discounts: discountsOf(adjusted),
      probabilities: new Float64Array(counted.length),
      backoffs: new Float64Array(isHighest ? 0 : counted.length),
    };
    if (lower === undefined) estimate.probabilities.set(unigramProbabilities(adjusted, estimate.discounts));
    else estimateOrder(estimate, lower);
    estimates.push(estimate);
  }
  return NgramModel.fromOrders(vocabulary, sortedTables(estimates));
}

/** Unigrams are always in the model, but nothing that holds an unknown word extends them. */
function allButUnknown(length: number): Uint8Array {
  const kept = new Uint8Array(length).fill(1);
  kept[unknownWord] = 0;
  return kept;
}

function adjustedCounts({ length, counts, leftWords }: CountedOrder): Uint32Array {
  const adjusted = new Uint32Array(length);
  for (let i = 0; i < length; i++) adjusted[i] = (leftWords[i] ?? 0) === 0 ? (counts[i] ?? 0) : (leftWords[i] ?? 0);
  return adjusted;
}

/** An n-gram is kept if it is frequent enough, holds no unknown word, and the n-gram that it extends is kept. */
function keptOf({ length, counts, words, prefixes }: CountedOrder, limit: number, lower: Estimate): Uint8Array {
  const kept = new Uint8Array(length);
  for (let i = 0; i < length; i++) {
    kept[i] = (counts[i] ?? 0) > limit && words[i] !== unknownWord && lower.kept[prefixes[i] ?? 0] === 1 ? 1 : 0;
  }
  return kept;
}

/** How many n-grams have the adjusted counts 0 … 4. */
export type CountsOfCounts = [number, number, number, number, number];

export function discountsOf(adjusted: Uint32Array): Discounts {
  const having: CountsOfCounts = [0, 0, 0, 0, 0];
  for (const count of adjusted) {
    if (count <= 4) having[count as 0 | 1 | 2 | 3 | 4] += 1;
  }
  return discountsFrom(having);
}

/** Chen and Goodman 1998, equation 17, from how many n-grams have the adjusted counts 1, 2, 3 and 4. */
export function discountsFrom(having: Readonly<CountsOfCounts>): Discounts {
  const [, one, two, three, four] = having;
  // A text so small that some counts do not occur has no estimate; these keep every probability positive.
  if (one === 0 || two === 0 || three === 0) return [0.5, 1, 1.5];
  const y = one / (one + 2 * two);
  const inRange = (value: number, highest: number): number => Math.min(Math.max(value, 0), highest);
  return [
    inRange(1 - (2 * y * two) / one, 1),
    inRange(2 - (3 * y * three) / two, 2),
    inRange(3 - (4 * y * four) / three, 3),
  ];
}

export const discountOf = (discounts: Discounts, count: number): number =>
  count === 0 ? 0 : (discounts[Math.min(count, 3) - 1] ?? 0);

/** Unigrams are interpolated with every word being equally likely, the unknown one among them, the start of a sentence not. */
export function unigramProbabilities(
  adjusted: Uint32Array,
  discounts: Discounts = discountsOf(adjusted),
): Float64Array {
  let total = 0;
  let taken = 0;
  for (const count of adjusted) {
    total += count;
    taken += discountOf(discounts, count);
  }
  const share = taken / total / (adjusted.length - 1);
  return Float64Array.from(adjusted, (count, word) =>
    word === sentenceStart ? 0 : (count - discountOf(discounts, count)) / total + share,
  );
}

function estimateOrder(estimate: Estimate, lower: Estimate): void {
  const { counted, adjusted, kept, discounts, probabilities } = estimate;
  const totals = takeFromContexts(estimate, lower.backoffs);
  for (let i = 0; i < counted.length; i++) {
    if (kept[i] === 0) continue;
    const prefix = at(counted.prefixes, i);
    const count = at(adjusted, i);
    const shorter = at(lower.probabilities, at(counted.suffixes, i));
    const own = (count - discountOf(discounts, count)) / at(totals, prefix);
    probabilities[i] = own + at(lower.backoffs, prefix) * shorter;
  }
}

/** Sets the share that each context keeps back for other words. Returns the total count behind each context. */
function takeFromContexts({ counted, adjusted, kept, discounts }: Estimate, backoffs: Float64Array): Float64Array {
  const totals = new Float64Array(backoffs.length);
  for (let i = 0; i < counted.length; i++) {
    const prefix = at(counted.prefixes, i);
    const count = at(adjusted, i);
    totals[prefix] = at(totals, prefix) + count;
    backoffs[prefix] = at(backoffs, prefix) + (kept[i] === 1 ? discountOf(discounts, count) : count);
  }
  for (let i = 0; i < backoffs.length; i++) backoffs[i] = at(totals, i) === 0 ? 1 : at(backoffs, i) / at(totals, i);
  return totals;
}

const at = (values: Int32Array | Uint32Array | Float64Array, index: number): number => values[index] ?? 0;
