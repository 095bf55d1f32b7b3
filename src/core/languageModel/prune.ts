import { backoffsOf, lowestShare } from './backoffs';
import { emptyContext, NgramModel, type OrderTables } from './ngramModel';
import { sentenceEnd, sentenceStart } from './vocabulary';

/** One order on its way to a smaller model. */
interface Weighed {
  readonly tables: OrderTables;
  /** Nats by which the model foretells a word of text worse where an n-gram is left out; those of one word stay. */
  readonly worth: Float32Array;
}

const none = new Uint32Array(0);
const noNumbers = new Float32Array(0);

/**
 * The model with at most `count` n-grams of two words and more: what is left out is what the rest of the model foretells almost as well,
 * by the relative entropy that it costs (Stolcke 1998, "Entropy-based pruning of backoff language models"), how common a context is
 * being what the model itself says. An n-gram that others extend stays as long as one of them does.
 */
export function pruneModel(model: NgramModel, count: number): NgramModel {
  const orders = weigh(model);
  holdContexts(orders);
  const least = worthAtPlace(
    orders.slice(1).map(({ worth }) => worth),
    count,
  );
  return withoutWorthless(model, orders, least);
}

/** What each n-gram is worth by itself, as if it alone were left out. */
function weigh(model: NgramModel): Weighed[] {
  const [unigrams, ...longer] = model.orders;
  if (unigrams === undefined) return [];
  const orders: Weighed[] = [{ tables: unigrams, worth: noNumbers }];
  let known: Known = {
    shorter: new Int32Array(model.vocabulary.size).fill(emptyContext),
    common: Float32Array.from(wordShares(model), Math.log),
  };
  let contexts = unigrams;
  for (const tables of longer) {
    const worth = new Float32Array(tables.words.length);
    known = weighOrder(model, { contexts, known, next: tables }, worth);
    orders.push({ tables, worth });
    contexts = tables;
  }
  return orders;
}

/** Of each n-gram of an order: the context of its words without the first, and ln of how often its words stand in a text. */
interface Known {
  readonly shorter: Int32Array;
  readonly common: Float32Array;
}

interface OrderAhead {
  readonly contexts: OrderTables;
  readonly known: Known;
  /** The order of the contexts' extensions. */
  readonly next: OrderTables;
}

/** @param worth receives what each n-gram of the next order is worth */
function weighOrder(model: NgramModel, { contexts, known, next }: OrderAhead, worth: Float32Array): Known {
  const shorter = new Int32Array(next.words.length);
  const common = new Float32Array(next.words.length);
  for (let context = 0; context < contexts.words.length; context++) {
    const [from, to] = extensionsOf(contexts, context);
    const [below, share] = [known.shorter[context]!, known.common[context]!];
    weighContext({ model, next, from, to, below, common: share }, worth);
    for (let at = from; at < to; at++) {
      shorter[at] = model.advance(below, next.words[at]!);
      common[at] = share + next.logProbs[at]!;
    }
  }
  return { shorter, common };
}

/** Where the extensions of an n-gram begin in the next order, and where they have ended. */
const extensionsOf = ({ firstExtensions }: OrderTables, place: number): [from: number, to: number] => [
  firstExtensions[place]!,
  firstExtensions[place + 1]!,
];

interface Context {
  readonly model: NgramModel;
  /** The order of the extensions, and which of them are the context's. */
  readonly next: OrderTables;
  readonly from: number;
  readonly to: number;
  /** The context without its first word. */
  readonly below: number;
  /** ln of how often the context stands in a text. */
  readonly common: number;
}

/** Stolcke 1998, §3.1: P(context) times the relative entropy of what is foretold after it without each of its extensions. */
function weighContext({ model, next, from, to, below, common }: Context, worth: Float32Array): void {
  let [left, leftBelow] = [1, 1];
  const belowLogProbs = new Float64Array(to - from);
  for (let at = from; at < to; at++) {
    const logProb = model.logProb(below, next.words[at]!);
    belowLogProbs[at - from] = logProb;
    left -= Math.exp(next.logProbs[at]!);
    leftBelow -= Math.exp(logProb);
  }
  [left, leftBelow] = [Math.max(left, lowestShare), Math.max(leftBelow, lowestShare)];
  const backoff = Math.log(left / leftBelow);
  for (let at = from; at < to; at++) {
    const [logProb, belowLogProb] = [next.logProbs[at]!, belowLogProbs[at - from]!];
    const probability = Math.exp(logProb);
    const without = Math.log((left + probability) / (leftBelow + Math.exp(belowLogProb)));
    const lost = probability * (logProb - belowLogProb - without) + left * (backoff - without);
    worth[at] = Math.exp(common) * lost;
  }
}

/**
 * How often each word stands in a text. Unigrams of a model with Kneser–Ney smoothing say in how many contexts a word stands instead; its
 * bigrams keep the shares of the text, so what they make of any shares comes near to it.
 */
function wordShares(model: NgramModel): Float64Array {
  const [unigrams, bigrams] = model.orders;
  let shares: Float64Array = Float64Array.from(model.unigramLogProbs, Math.exp);
  if (unigrams === undefined || bigrams === undefined) return shares;
  for (let round = 0; round < rounds; round++) {
    // Behind a sentence's end another begins.
    shares[sentenceStart] = shares[sentenceEnd]!;
    shares[sentenceEnd] = 0;
    shares = sharesAfter(shares, unigrams, bigrams);
  }
  shares[sentenceStart] = shares[sentenceEnd]!;
  return shares;
}

const rounds = 3;

/** How often each word follows, where words stand so often. */
function sharesAfter(before: Float64Array, unigrams: OrderTables, bigrams: OrderTables): Float64Array {
  const shares = new Float64Array(before.length);
  let backedOff = 0;
  for (let context = 0; context < before.length; context++) {
    const weight = Math.exp(unigrams.backoffs[context]!);
    backedOff += before[context]! * weight;
    const [from, to] = extensionsOf(unigrams, context);
    for (let at = from; at < to; at++) {
      const word = bigrams.words[at]!;
      const own = Math.exp(bigrams.logProbs[at]!) - weight * Math.exp(unigrams.logProbs[word]!);
      shares[word] = shares[word]! + before[context]! * own;
    }
  }
  return shares.map((share, word) => Math.max(0, share + backedOff * Math.exp(unigrams.logProbs[word]!)));
}

/** From the longest n-grams down, each is worth at least as much as what extends it. */
function holdContexts(orders: readonly Weighed[]): void {
  for (const [index, { tables, worth }] of [...orders.entries()].reverse()) {
    const longer = orders[index + 1]?.worth;
    if (longer === undefined) continue;
    for (let place = 0; place < worth.length; place++) {
      const [from, to] = extensionsOf(tables, place);
      for (let at = from; at < to; at++) worth[place] = Math.max(worth[place]!, longer[at]!);
    }
  }
}

/** What is worth no more than this must go for `count` of them to stay. */
function worthAtPlace(worths: readonly Float32Array[], count: number): number {
  const all = new Float32Array(worths.reduce((sum, { length }) => sum + length, 0));
  let length = 0;
  for (const worth of worths) {
    all.set(worth, length);
    length += worth.length;
  }
  return count >= length ? -Infinity : (all.sort()[length - 1 - Math.max(0, count)] ?? Infinity);
}

function withoutWorthless(model: NgramModel, orders: readonly Weighed[], least: number): NgramModel {
  const [unigrams] = model.orders;
  let tables: readonly OrderTables[] = unigrams === undefined ? [] : [unfinished(unigrams.words, unigrams.logProbs)];
  // Where the n-grams that stay stood before.
  let places = Uint32Array.from({ length: model.vocabulary.size }, (_, word) => word);
  for (const [index, { tables: before, worth }] of orders.slice(1).entries()) {
    const stay = Uint32Array.from(placesOf(worth, least));
    const words = stay.map((place) => before.words[place] ?? 0);
    const logProbs = Float32Array.from(stay, (place) => before.logProbs[place] ?? -Infinity);
    const firstExtensions = firstsAmong(stay, orders[index]?.tables.firstExtensions ?? none, places);
    const lower = NgramModel.fromOrders(model.vocabulary, tables);
    const backoffs = backoffsOf(
      { tables, next: { words, probabilities: logProbs.map(Math.exp) }, firstExtensions },
      lower,
    );
    const last = tables.slice(-1).map((table) => ({ ...table, backoffs, firstExtensions }));
    tables = [...tables.slice(0, -1), ...last, unfinished(words, logProbs)];
    places = stay;
  }
  return NgramModel.fromOrders(model.vocabulary, tables);
}

const unfinished = (words: Uint32Array, logProbs: Float32Array): OrderTables => ({
  words,
  logProbs,
  backoffs: noNumbers,
  firstExtensions: none,
});

function* placesOf(worth: Float32Array, least: number): Generator<number> {
  for (let place = 0; place < worth.length; place++) if ((worth[place] ?? 0) > least) yield place;
}

/** Where among `stay` the extensions of each of `contexts` begin, which stood at `firsts` before, and at the end how many there are. */
function firstsAmong(stay: Uint32Array, firsts: Uint32Array, contexts: Uint32Array): Uint32Array {
  let at = 0;
  const among = Uint32Array.from(contexts, (context) => {
    const first = firsts[context] ?? 0;
    while (at < stay.length && (stay[at] ?? 0) < first) at += 1;
    return at;
  });
  const all = new Uint32Array(contexts.length + 1).fill(stay.length);
  all.set(among);
  return all;
}
