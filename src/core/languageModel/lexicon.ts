import { bitCount } from './bitCount';

/** No node: the prefix of no word. */
export const outside = -1;
/** No word ends here. */
export const noWord = -1;

/** The node of the empty prefix. */
export const lexiconRoot = 0;

/** The shape of a lexicon: nodes in an order in which the children of a node lie together, and behind those of all nodes before it. */
export interface LexiconNodes {
  /** What the labels are labels of. */
  readonly symbols: string;
  /** Of each node, one bit for each label that leads on. */
  readonly labels: Uint32Array;
  /** Of each node, the number of the word that ends there, or `noWord`. */
  readonly words: Int32Array;
}

/**
 * The vocabulary of a model as a trie over labels, for the words whose symbols are all in the alphabet, which has at most 32 of
 * them. Each node knows the best unigram of the words below it, which tells a search early how common its word can still be.
 */
export class Lexicon {
  readonly nodes: LexiconNodes;
  readonly #labels: Uint32Array;
  readonly #words: Int32Array;
  /** The children of a node lie together, by rising label. */
  readonly #firstChild: Int32Array;
  readonly #bestLogProb: Float32Array;

  /**
   * @param nodes kept, not copied
   * @param unigramLogProbs ln P of each word of the vocabulary; read, not kept
   */
  constructor(nodes: LexiconNodes, unigramLogProbs: Float32Array) {
    this.nodes = nodes;
    this.#labels = nodes.labels;
    this.#words = nodes.words;
    this.#firstChild = new Int32Array(this.size);
    this.#bestLogProb = new Float32Array(this.size);
    let next = 1;
    for (let node = 0; node < this.size; node++) {
      this.#firstChild[node] = next;
      next += bitCount(this.#labels[node] ?? 0);
    }
    if (next !== this.size) throw new RangeError(`a lexicon of ${this.size} nodes names ${next}`);
    this.#lookAhead(unigramLogProbs);
  }

  get size(): number {
    return this.#labels.length;
  }

  /** The node of `node`'s prefix and `label`, or `outside`. */
  child(node: number, label: number): number {
    const labels = this.#labels[node] ?? 0;
    const bit = 1 << label;
    return (labels & bit) === 0 ? outside : (this.#firstChild[node] ?? 0) + bitCount(labels & (bit - 1));
  }

  /** The number of the word that ends at `node`, or `noWord`. */
  word(node: number): number {
    return this.#words[node] ?? noWord;
  }

  /** Whether it has the word that the labels spell. */
  has(labels: Iterable<number>): boolean {
    let node = lexiconRoot;
    for (const label of labels) {
      node = this.child(node, label);
      if (node === outside) return false;
    }
    return this.word(node) !== noWord;
  }

  /** Natural-log unigram probability of the most common word that begins with the prefix of `node`. */
  bestLogProb(node: number): number {
    return this.#bestLogProb[node] ?? -Infinity;
  }

  /** Children have higher numbers than their parents, so that going down the numbers every child is done first. */
  #lookAhead(unigramLogProbs: Float32Array): void {
    let child = this.size - 1;
    for (let node = this.size - 1; node >= 0; node--) {
      const word = this.word(node);
      let best = word === noWord ? -Infinity : (unigramLogProbs[word] ?? -Infinity);
      for (const first = this.#firstChild[node] ?? 0; child >= first; child--)
        best = Math.max(best, this.bestLogProb(child));
      this.#bestLogProb[node] = best;
    }
  }
}
