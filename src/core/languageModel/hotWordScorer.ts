import type { Alphabet } from '../alphabet';
import type { Scorer } from '../decode/scorer';
import { grown } from './grown';
import { noTerm, type TermMatcher } from './termMatcher';

/** Natural-log scores. */
export interface HotWordOptions {
  /** For each label of a term. */
  readonly labelBoost: number;
}

/** More finds more terms and hears more of them that were not said: docs/benchmarks.md. */
export const defaultHotWordOptions: HotWordOptions = { labelBoost: 1 };

/** Labels since a term was complete, where none has been. */
const never = 1 << 30;

/**
 * Prefers terms, words or phrases that the user expects: each label gains while it spells one, so that a term lives on in a narrow
 * beam before it is heard in full. All of it is taken back when the text leaves the term, and kept once a space or the end of the
 * utterance completes it. What a word has gained as a term of its own, a phrase that it is a part of does not gain again.
 */
export class HotWordScorer implements Scorer {
  readonly #inner: Scorer;
  readonly #matcher: TermMatcher;
  readonly #space: number;
  readonly #labelBoost: number;
  /** Of each prefix: the matcher's node, … */
  #node = new Int32Array(0);
  /** … how many labels there are behind the last complete term, … */
  #since = new Int32Array(0);
  /** … and how many labels that term has with the space after it: their gain is kept. */
  #kept = new Int32Array(0);

  /** @param inner what judges the text otherwise */
  constructor(inner: Scorer, matcher: TermMatcher, alphabet: Alphabet, options = defaultHotWordOptions) {
    this.#inner = inner;
    this.#matcher = matcher;
    this.#labelBoost = options.labelBoost;
    this.#space = alphabet.labelOf(' ') ?? alphabet.blank;
  }

  reserve(count: number): void {
    this.#inner.reserve(count);
    this.#node = grown(this.#node, new Int32Array(count));
    this.#since = grown(this.#since, new Int32Array(count));
    this.#kept = grown(this.#kept, new Int32Array(count));
  }

  start(id: number): void {
    this.#inner.start(id);
    this.#node[id] = this.#matcher.start;
    this.#since[id] = never;
    this.#kept[id] = 0;
  }

  extend(parent: number, label: number, child: number): number {
    const gained = this.#inner.extend(parent, label, child);
    const node = this.#matcher.next(this.#node[parent] ?? noTerm, label);
    const pending = this.#pending(parent);
    const kept = this.#completed(parent, node);
    this.#node[child] = node;
    if (this.#matcher.ended(node) === noTerm) {
      this.#since[child] = Math.min((this.#since[parent] ?? never) + 1, never);
      this.#kept[child] = this.#kept[parent] ?? 0;
    } else {
      this.#since[child] = 0;
      this.#kept[child] = this.#matcher.spelled(this.#matcher.ended(node));
    }
    return gained + this.#labelBoost * (kept + this.#pending(child) - pending);
  }

  finish(id: number): number {
    const end = this.#matcher.next(this.#node[id] ?? noTerm, this.#space);
    return this.#inner.finish(id) + this.#labelBoost * (this.#completed(id, end) - this.#pending(id));
  }

  /** How many labels keep their gain for the term, if there is one, that is complete where prefix `id` goes on to `node`. */
  #completed(id: number, node: number): number {
    const ended = this.#matcher.ended(node);
    return ended === noTerm ? 0 : this.#beyondKept(id, this.#matcher.spelled(ended) - 1);
  }

  /** How many labels gain for now, and lose it again unless a term is completed. */
  #pending(id: number): number {
    return this.#beyondKept(id, this.#matcher.spelled(this.#node[id] ?? noTerm));
  }

  /** The last `labels` labels, less those that have gained already where they reach back into a complete term. */
  #beyondKept(id: number, labels: number): number {
    return (this.#since[id] ?? never) >= labels ? labels : Math.max(0, labels - (this.#kept[id] ?? 0));
  }
}
