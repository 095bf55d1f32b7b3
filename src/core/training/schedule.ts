export interface Schedule {
  readonly peakLearningRate: number;
  readonly warmupSteps: number;
  readonly decaySteps: number;
  readonly totalSteps: number;
}

/**
 * The learning rate of a step: up in a line over the warm-up, level, and down in a line to a hundredth of the peak over the
 * last `decaySteps`. Level in the middle, so that a run can be made longer without having been annealed too early.
 */
export function learningRateAt(
  step: number,
  { peakLearningRate, warmupSteps, decaySteps, totalSteps }: Schedule,
): number {
  const warm = Math.min(1, (step + 1) / warmupSteps);
  const left = Math.min(1, Math.max(0, totalSteps - step) / decaySteps);
  return peakLearningRate * warm * (0.01 + 0.99 * left);
}
