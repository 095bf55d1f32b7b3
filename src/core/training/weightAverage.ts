import type { WeightValues } from '../acoustic/network';

/**
 * The mean of the weights of the last good checkpoints, which is flatter ground than any of them (Izmailov et al. 2018). The
 * first `span` count alike; from then on each new one moves the mean by its share, so that old ones fade and none is kept.
 */
export class WeightAverage {
  readonly #span: number;
  readonly #mean = new Map<string, { readonly shape: readonly number[]; readonly values: Float32Array }>();
  #count = 0;

  constructor(span: number) {
    this.#span = span;
  }

  /** How many have been added. */
  get count(): number {
    return this.#count;
  }

  /** @param weights of the same names and shapes each time; copied */
  add(weights: ReadonlyMap<string, WeightValues>): void {
    this.#count += 1;
    const share = 1 / Math.min(this.#count, this.#span);
    for (const [name, { shape, values }] of weights) {
      const mean = this.#mean.get(name);
      if (mean === undefined) this.#mean.set(name, { shape, values: values.slice() });
      else mean.values.forEach((before, index) => (mean.values[index] = before + share * (values[index]! - before)));
    }
  }

  values(): ReadonlyMap<string, WeightValues> {
    return this.#mean;
  }

  /** Goes on from what `values` and `count` gave. */
  restore(values: ReadonlyMap<string, WeightValues>, count: number): void {
    this.#mean.clear();
    for (const [name, value] of values) this.#mean.set(name, value);
    this.#count = count;
  }
}
