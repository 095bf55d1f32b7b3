/** Judges whole texts, which is too dear for every prefix: those that a search has found. */
export interface TextScorer {
  /** What the natural-log score of each text gains, by its words. */
  gains(texts: readonly (readonly string[])[]): readonly number[];
}
