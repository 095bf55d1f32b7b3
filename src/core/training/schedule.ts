export interface Schedule {
  readonly peakLearningRate: number;
  readonly warmupSteps: number;
  readonly decaySteps: number;
  readonly totalSteps: number;
  /** The rate is divided by this after each epoch (Hannun et al. 2014 §3); 1 leaves it as it is. */
  readonly annealing: number;
  readonly stepsPerEpoch: number;
}

/**
 * The learning rate of a step: up in a line over the warm-up, level, and down in a line to a hundredth of the peak over the
 * last `decaySteps`, the whole annealed from epoch to epoch. Level in the middle, so that a run can be made longer without
 * having been annealed too early; with a warm-up and a decay that meet it is one cycle.
 */
export function learningRateAt(step: number, schedule: Schedule): number {
  const { peakLearningRate, warmupSteps, decaySteps, totalSteps } = schedule;
  const warm = Math.min(1, (step + 1) / warmupSteps);
  const left = Math.min(1, Math.max(0, totalSteps - step) / decaySteps);
  const annealed = schedule.annealing ** Math.floor(step / schedule.stepsPerEpoch);
  return (peakLearningRate * warm * (0.01 + 0.99 * left)) / annealed;
}
