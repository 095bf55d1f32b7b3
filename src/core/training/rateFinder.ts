/** Share of the old value that the smoothed loss keeps at each step. */
const kept = 0.9;
/** The test is over when the smoothed loss is so many times the lowest. */
const divergedTimes = 3;
/** The first losses, from which the smoothed one has not yet settled, cannot be the lowest. */
const settlingSteps = 10;

export interface RatePoint {
  readonly learningRate: number;
  readonly loss: number;
  readonly smoothedLoss: number;
}

/**
 * The learning-rate range test (Smith 2017): the rate climbs from step to step by a constant factor until the loss runs away.
 * What is suggested is a tenth of the rate at which the loss was lowest (fastai's rule): there it still falls well, with a margin.
 */
export class RateFinder {
  readonly points: RatePoint[] = [];
  readonly #lowestRate: number;
  readonly #factor: number;
  readonly #steps: number;
  #mean = 0;

  constructor(lowestRate: number, highestRate: number, steps: number) {
    this.#lowestRate = lowestRate;
    this.#factor = (highestRate / lowestRate) ** (1 / (steps - 1));
    this.#steps = steps;
  }

  /** The rate of the next step. */
  get learningRate(): number {
    return this.#lowestRate * this.#factor ** this.points.length;
  }

  /** Takes the loss of a step at `learningRate`. @returns whether there is more to be learnt from going on */
  push(loss: number): boolean {
    const { learningRate } = this;
    this.#mean = kept * this.#mean + (1 - kept) * loss;
    const smoothedLoss = this.#mean / (1 - kept ** (this.points.length + 1));
    this.points.push({ learningRate, loss, smoothedLoss });
    const lowest = this.#lowest?.smoothedLoss ?? Infinity;
    return this.points.length < this.#steps && smoothedLoss < divergedTimes * lowest;
  }

  /** null where the test was too short, or the loss never fell. */
  get suggestion(): number | null {
    const lowest = this.#lowest;
    const start = this.points[settlingSteps]?.smoothedLoss ?? -Infinity;
    return lowest === undefined || lowest.smoothedLoss >= start ? null : lowest.learningRate / 10;
  }

  get #lowest(): RatePoint | undefined {
    const settled = this.points.slice(settlingSteps);
    return settled.reduce<RatePoint | undefined>(
      (lowest, point) => (point.smoothedLoss < (lowest?.smoothedLoss ?? Infinity) ? point : lowest),
      undefined,
    );
  }
}
