/**
 * Scores what the acoustic model cannot hear: words and their order.
 *
 * The decoder names the prefixes that it follows by small integers, and uses an integer again once its prefix is given up. A
 * scorer keeps what it has to remember of prefix `id` in its own arrays at index `id`, so that nothing is allocated for a prefix.
 * All scores are natural logarithms.
 */
export interface Scorer {
  /** Makes room for the prefixes 0 … count − 1; what is remembered of them stays. */
  reserve(count: number): void;
  /** From here on `id` is the empty prefix. */
  start(id: number): void;
  /** From here on `child` is prefix `parent` with `label` appended. Returns the score that it gains over `parent`. */
  extend(parent: number, label: number, child: number): number;
  /** The score that prefix `id` gains if the utterance ends with it; changes nothing. */
  finish(id: number): number;
}

/** Finds every text equally good: what is decoded is what is heard. */
export const noScorer: Scorer = {
  reserve: () => undefined,
  start: () => undefined,
  extend: () => 0,
  finish: () => 0,
};
