/** What speaks for a word. */
export interface WordEvidence {
  /** Geometric mean of the posteriors of its letters, each where it was loudest: 0 … 1. */
  readonly posterior: number;
  /** Share of the prefixes that matter, by their weight, that have the same word at the same time: 0 … 1. */
  readonly agreement: number;
  readonly letters: number;
  /** From its first letter to its last. */
  readonly timesteps: number;
}

/** Weights of a logistic regression: of the log odds of posterior · agreement, and of what is known of the word. */
export interface ConfidenceCurve {
  readonly support: number;
  readonly logLetters: number;
  /** Of the timesteps for each letter: a word that was stretched over what the network did not understand is often wrong. */
  readonly timestepsPerLetter: number;
  readonly offset: number;
}

/** Fitted to held-out speech by tests/bench/confidence.ts, whose table is in docs/benchmarks.md. */
export const defaultConfidenceCurve: ConfidenceCurve = {
  support: 0.78,
  logLetters: 0.13,
  timestepsPerLetter: -0.33,
  offset: 0.67,
};

/** Never quite 0 or 1: nothing that was heard is certain. */
const extreme = 1e-3;

/** The log odds of a probability, which is taken for at least `extreme` away from 0 and 1. */
const logOdds = (probability: number): number => {
  const inside = Math.min(1 - extreme, Math.max(extreme, probability));
  return Math.log(inside / (1 - inside));
};

/** The numbers that a curve weighs, in the order of its fields. */
export const confidenceTerms = ({ posterior, agreement, letters, timesteps }: WordEvidence): number[] => [
  logOdds(posterior * agreement),
  Math.log(letters),
  timesteps / letters,
  1,
];

/**
 * The probability that a word is what was said, as held-out speech has it: of words of 0.8, eight in ten are right (Platt 1999,
 * "Probabilistic outputs for support vector machines"). It never falls when the posterior or the agreement rises.
 */
export function confidenceOf(evidence: WordEvidence, curve: ConfidenceCurve = defaultConfidenceCurve): number {
  const weights = [curve.support, curve.logLetters, curve.timestepsPerLetter, curve.offset];
  const sum = confidenceTerms(evidence).reduce((total, term, index) => total + term * (weights[index] ?? 0), 0);
  return Math.min(1 - extreme, Math.max(extreme, 1 / (1 + Math.exp(-sum))));
}
