export interface BeamSearchOptions {
  /** Prefixes kept after each timestep. */
  readonly beamWidth: number;
  /** Prefixes whose natural-log score is so far below the best one are given up. */
  readonly beamMargin: number;
  /** Labels less likely than this natural-log probability extend no prefix. */
  readonly minLabelLogProb: number;
  /**
   * Of how common each label is in speech, which the search takes out of what the network says: P(label | sound) / P(label)^weight. A
   * network that is unsure says what is common, above all nothing; what is likely to be said is for the scorer to judge.
   */
  readonly priorWeight: number;
  /** From this natural-log probability of the blank on, no label extends a prefix: what is left for all labels together is too little. */
  readonly blankSkipLogProb: number;
  /** A word is committed once every prefix within this natural-log score of the best one has it. */
  readonly commitMargin: number;
  /** A word of the best prefix is committed, agreed or not, when its last label is this old. */
  readonly commitAfterTimesteps: number;
  /** A word with a space behind it is shown once the best prefix has had both for so long … */
  readonly showAfterTimesteps: number;
  /** … and a last word without one once no letter of it has changed for so long. */
  readonly showUnclosedAfterTimesteps: number;
}

/**
 * Width, pruning and the weight of the priors were chosen on held-out speech (docs/experiments.md), when words are shown and committed on
 * long streams (docs/benchmarks.md): committing after 2 s cost no word. How sure a blank must be to be skipped is not tuned.
 */
export const defaultBeamSearchOptions: BeamSearchOptions = {
  beamWidth: 512,
  beamMargin: 12,
  minLabelLogProb: -8,
  priorWeight: 0.6,
  blankSkipLogProb: Math.log(0.99),
  commitMargin: 8,
  commitAfterTimesteps: 66,
  showAfterTimesteps: 8,
  showUnclosedAfterTimesteps: 20,
};

/** No pruning except by width, and nothing committed before the end. For references and tests. */
export const exhaustiveOptions: BeamSearchOptions = {
  beamWidth: 1e6,
  beamMargin: Infinity,
  minLabelLogProb: -Infinity,
  priorWeight: 0,
  blankSkipLogProb: Infinity,
  commitMargin: Infinity,
  commitAfterTimesteps: Infinity,
  showAfterTimesteps: 1,
  showUnclosedAfterTimesteps: 1,
};
