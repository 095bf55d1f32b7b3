import type { WeightValues } from '../acoustic/network';

/**
 * Weights on the straight way from some to others: a model that was taught something new forgets less for each step back than the new
 * thing loses (Wortsman et al. 2022, "Robust fine-tuning of zero-shot models").
 *
 * @param share 0 gives `from`, 1 gives `to`
 * @param to of the same names and shapes
 */
export function weightsBetween(
  from: ReadonlyMap<string, WeightValues>,
  to: ReadonlyMap<string, WeightValues>,
  share: number,
): Map<string, WeightValues> {
  return new Map(
    [...from].map(([name, { shape, values }]) => {
      const others = to.get(name)!.values;
      return [name, { shape, values: values.map((value, index) => value + share * (others[index]! - value)) }];
    }),
  );
}
