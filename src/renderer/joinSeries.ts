/** A step, and a value there. */
export type Point = readonly [step: number, value: number];

/** Series over steps of their own, as columns over all steps; null where a series has no value. */
export function joinSeries(series: readonly (readonly Point[])[]): [number[], ...(number | null)[][]] {
  const steps = [...new Set(series.flatMap((points) => points.map(([step]) => step)))].sort((a, b) => a - b);
  const columns = series.map((points) => {
    const values = new Map(points);
    return steps.map((step) => values.get(step) ?? null);
  });
  return [steps, ...columns];
}
