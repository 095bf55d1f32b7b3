import type { Alphabet } from '../alphabet';
import type { Scorer } from '../decode/scorer';
import { grown } from './grown';
import { type TermMatcher } from './termMatcher';

/** Natural-log scores. */
export interface HotWordOptions {
  /** For each label of a term. */
  readonly labelBoost: number;
}

export const defaultHotWordOptions: HotWordOptions = { labelBoost: 1 };

/** Labels since a term was complete, where none has been. */
const never = 1 << 30;

/**
 * Prefers terms, words or phrases that the user expects: each label gains while it spells one, so that a term lives on in a narrow
 * beam before it is heard in full. All of it is taken back when the text leaves the term, and kept once a space or the end of the
 * utterance completes it. A label gains once, whichever and however many terms it is a part of.
 */
export class HotWordScorer implements Scorer {
  readonly #inner: Scorer;
  readonly #matcher: TermMatcher;
  readonly #space: number;
  readonly #labelBoost: number;
  /** Of each prefix: the matcher's node, … */
  #node = new Int32Array(0);
  /** … and how many labels there are behind the last complete term. */
  #since = new Int32Array(0);

  /** @param inner what judges the text otherwise */
  constructor(inner: Scorer, matcher: TermMatcher, alphabet: Alphabet, options = defaultHotWordOptions) {
    this.#inner = inner;
    this.#matcher = matcher;
    this.#space = alphabet.labelOf(' ') ?? alphabet.blank;
    this.#labelBoost = options.labelBoost;
  }

  reserve(count: number): void {
    this.#inner.reserve(count);
    this.#node = grown(this.#node, new Int32Array(count));
    this.#since = grown(this.#since, new Int32Array(count));
  }

  start(id: number): void {
    this.#inner.start(id);
    this.#node[id] = this.#matcher.start;
    this.#since[id] = never;
  }

  extend(parent: number, label: number, child: number): number {
    const gained = this.#inner.extend(parent, label, child);
    const node = this.#matcher.next(this.#node[parent] ?? 0, label);
    const since = this.#since[parent] ?? never;
    const pending = this.#pending(parent);
    const kept = Math.min(this.#matcher.ended(node), since);
    this.#node[child] = node;
    this.#since[child] = kept > 0 ? 0 : Math.min(since + 1, never);
    return gained + this.#labelBoost * (kept + this.#pending(child) - pending);
  }

  finish(id: number): number {
    const end = this.#matcher.next(this.#node[id] ?? 0, this.#space);
    const kept = Math.min(this.#matcher.ended(end), this.#since[id] ?? never);
    return this.#inner.finish(id) + this.#labelBoost * (kept - this.#pending(id));
  }

  /** Labels that gain for now, and lose it again unless a term is completed. */
  #pending(id: number): number {
    return Math.min(this.#matcher.spelled(this.#node[id] ?? 0), this.#since[id] ?? never);
  }
}
