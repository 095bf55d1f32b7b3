import type { Alphabet } from '../alphabet';
import type { NgramModel } from './ngramModel';
import { specialWords } from './vocabulary';

/** No node: the prefix of no word. */
export const outside = -1;
/** No word ends here. */
export const noWord = -1;

/** The node of the empty prefix. */
export const lexiconRoot = 0;

/**
 * The vocabulary of a model as a trie over labels, for the words whose symbols are all in the alphabet, which has at most 32 of
 * them. Each node knows the best unigram of the words below it, which tells a search early how common its word can still be.
 */
export class Lexicon {
  /** One bit for each label that leads on. */
  readonly #labels: Uint32Array;
  /** The children of a node lie together, by rising label. */
  readonly #firstChild: Int32Array;
  readonly #word: Int32Array;
  readonly #bestLogProb: Float32Array;
  #nodeCount = 1;

  constructor(model: NgramModel, alphabet: Alphabet) {
    const spelled = spell(model.vocabulary.words, alphabet);
    const capacity = spelled.labels.length + 1;
    this.#labels = new Uint32Array(capacity);
    this.#firstChild = new Int32Array(capacity);
    this.#word = new Int32Array(capacity).fill(noWord);
    this.#bestLogProb = new Float32Array(capacity).fill(-Infinity);
    this.#grow(spelled);
    this.#lookAhead(model);
  }

  get size(): number {
    return this.#nodeCount;
  }

  /** The node of `node`'s prefix and `label`, or `outside`. */
  child(node: number, label: number): number {
    const labels = this.#labels[node] ?? 0;
    const bit = 1 << label;
    return (labels & bit) === 0 ? outside : (this.#firstChild[node] ?? 0) + bitCount(labels & (bit - 1));
  }

  /** The number of the word that ends at `node`, or `noWord`. */
  word(node: number): number {
    return this.#word[node] ?? noWord;
  }

  /** Natural-log unigram probability of the most common word that begins with the prefix of `node`. */
  bestLogProb(node: number): number {
    return this.#bestLogProb[node] ?? -Infinity;
  }

  /** Level by level: a node's words are neighbours in the sorted list, and so are those of each of its children. */
  #grow(spelling: Spelling): void {
    let level: WordRange[] = [{ node: lexiconRoot, from: 0, to: spelling.order.length }];
    for (let depth = 0; level.length > 0; depth++) {
      const next: WordRange[] = [];
      for (const range of level) this.#growNode(range, depth, spelling, next);
      level = next;
    }
  }

  /** @param depth how many labels the words of the range share  @param children receives the ranges of the next labels */
  #growNode(
    { node, from, to }: WordRange,
    depth: number,
    { order, labels, starts }: Spelling,
    children: WordRange[],
  ): void {
    const labelAt = (place: number): number => labels[(starts[order[place] ?? 0] ?? 0) + depth] ?? 0;
    this.#firstChild[node] = this.#nodeCount;
    let place = from;
    // The vocabulary names each word once, so that at most one ends here, and it is sorted first.
    if (place < to && lengthOf(starts, order[place] ?? 0) === depth) this.#word[node] = order[place++] ?? noWord;
    while (place < to) {
      const begin = place;
      const label = labelAt(begin);
      while (place < to && labelAt(place) === label) place += 1;
      this.#labels[node] = (this.#labels[node] ?? 0) | (1 << label);
      children.push({ node: this.#nodeCount++, from: begin, to: place });
    }
  }

  /** Children have higher numbers than their parents, so that going down the numbers every child is done first. */
  #lookAhead(model: NgramModel): void {
    const unigrams = model.orders[0]?.logProbs ?? new Float32Array(0);
    for (let node = this.#nodeCount - 1; node >= 0; node--) {
      const word = this.word(node);
      let best = word === noWord ? -Infinity : (unigrams[word] ?? -Infinity);
      const childCount = bitCount(this.#labels[node] ?? 0);
      for (let i = 0; i < childCount; i++) best = Math.max(best, this.bestLogProb((this.#firstChild[node] ?? 0) + i));
      this.#bestLogProb[node] = best;
    }
  }
}

/** Some words that are neighbours in the sorted list, and the node of what they share. */
interface WordRange {
  readonly node: number;
  readonly from: number;
  readonly to: number;
}

interface Spelling {
  /** Word numbers, sorted by their labels. */
  readonly order: Int32Array;
  /** The labels of all words, one after another. */
  readonly labels: Uint8Array;
  /** Where the labels of each word start; one more at the end. */
  readonly starts: Int32Array;
}

const lengthOf = (starts: Int32Array, word: number): number => (starts[word + 1] ?? 0) - (starts[word] ?? 0);

/** Words with a symbol that the alphabet lacks get no labels and no place in the order. */
function spell(words: readonly string[], alphabet: Alphabet): Spelling {
  const labelOfCode = new Int16Array(128).fill(-1);
  for (const symbol of alphabet.symbols)
    if (symbol !== ' ') labelOfCode[symbol.charCodeAt(0)] = alphabet.labelOf(symbol) ?? -1;
  const labels = new Uint8Array(words.reduce((sum, word) => sum + word.length, 0));
  const starts = new Int32Array(words.length + 1);
  const spelled: number[] = [];
  let length = 0;
  for (const [number, word] of words.entries()) {
    starts[number] = length;
    if (number < specialWords.length) continue;
    const start = length;
    for (let i = 0; i < word.length; i++) {
      const label = labelOfCode[word.charCodeAt(i)] ?? -1;
      if (label === -1) {
        length = start;
        break;
      }
      labels[length++] = label;
    }
    if (length > start) spelled.push(number);
  }
  starts[words.length] = length;
  return { order: sortByLabels(Int32Array.from(spelled), labels, starts), labels, starts };
}

function sortByLabels(order: Int32Array, labels: Uint8Array, starts: Int32Array): Int32Array {
  return order.sort((a, b) => {
    const common = Math.min(lengthOf(starts, a), lengthOf(starts, b));
    const startA = starts[a] ?? 0;
    const startB = starts[b] ?? 0;
    for (let i = 0; i < common; i++) {
      const difference = (labels[startA + i] ?? 0) - (labels[startB + i] ?? 0);
      if (difference !== 0) return difference;
    }
    return lengthOf(starts, a) - lengthOf(starts, b);
  });
}

/** How many bits of a 32-bit number are set (Warren, Hacker's Delight, §5-1). */
function bitCount(bits: number): number {
  let count = bits - ((bits >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return Math.imul((count + (count >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
