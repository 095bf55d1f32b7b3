import type { Alphabet } from '../alphabet';

/** The node of a text in which nothing of a term has been spelt since the last word began. */
export const noTerm = 0;

/**
 * Finds terms, words or phrases, in a text that is spelt label by label: an automaton whose state is the longest end of the text
 * that a term begins with (Aho and Corasick 1975). Terms are matched with the spaces around them, so that only whole words match.
 */
export class TermMatcher {
  /** Of each node and label, the node after it. */
  readonly #next: Int32Array;
  readonly #depths: Int32Array;
  /** Of each node, the node of the longest term that is complete there, or `noTerm`. */
  readonly #ended: Int32Array;
  readonly #labelCount: number;

  /** The node at the start of a text, where a word may begin. */
  readonly start: number;

  /**
   * @param terms the labels of each, a single space between words
   * @param alphabet with a space
   */
  constructor(terms: readonly Int32Array[], alphabet: Alphabet) {
    const space = alphabet.labelOf(' ');
    if (space === undefined) throw new RangeError('terms need an alphabet with a space');
    const capacity = terms.reduce((sum, { length }) => sum + length + 1, 2);
    this.#labelCount = alphabet.size;
    this.#next = new Int32Array(capacity * this.#labelCount).fill(-1);
    this.#depths = new Int32Array(capacity);
    this.#ended = new Int32Array(capacity);
    let count = 1;
    const grow = (node: number, label: number): number => {
      const at = node * this.#labelCount + label;
      if (this.#next[at] === -1) {
        this.#depths[count] = (this.#depths[node] ?? 0) + 1;
        this.#next[at] = count++;
      }
      return this.#next[at] ?? noTerm;
    };
    this.start = grow(noTerm, space);
    for (const labels of terms) {
      if (labels.length === 0) continue;
      const end = grow(
        labels.reduce((node, label) => grow(node, label), this.start),
        space,
      );
      this.#ended[end] = end;
    }
    this.#linkFailures();
  }

  next(node: number, label: number): number {
    return this.#next[node * this.#labelCount + label] ?? noTerm;
  }

  /** How many labels of a term are spelt at `node`, the space in front of it not counted. */
  spelled(node: number): number {
    return Math.max(0, (this.#depths[node] ?? 0) - 1);
  }

  /** The node of the longest term that is complete at `node`, behind the space after it; `noTerm` where none is. */
  ended(node: number): number {
    return this.#ended[node] ?? noTerm;
  }

  /** Where a node has no child, the text goes on as from the longest shorter end of it that is a node; breadth first. */
  #linkFailures(): void {
    const failures = new Int32Array(this.#depths.length);
    const queue = [noTerm];
    for (const node of queue) {
      const failure = failures[node] ?? noTerm;
      this.#ended[node] ||= this.ended(failure);
      for (let label = 0; label < this.#labelCount; label++) {
        const at = node * this.#labelCount + label;
        const shorter = node === noTerm ? noTerm : this.next(failure, label);
        const child = this.#next[at] ?? -1;
        if (child === -1) this.#next[at] = shorter;
        else {
          failures[child] = shorter;
          queue.push(child);
        }
      }
    }
  }
}
