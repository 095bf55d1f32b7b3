import { describe, expect, it } from 'vitest';

import { melFilters } from '../../../../src/core/encoder/melFilters';

describe('melFilters', () => {
  it('have unit area where a triangle spans many bins', () => {
    for (const { weights } of melFilters(80, 4000).slice(40)) {
      expect(weights.reduce((sum, weight) => sum + weight * 4, 0)).toBeCloseTo(1, 2);
    }
  });

  it('rise to 1 kHz in even steps and grow wider above', () => {
    const peaks = melFilters(80, 16_000).map(
      ({ firstBin, weights }) => firstBin + weights.indexOf(Math.max(...weights)),
    );
    const steps = peaks.slice(1).map((peak, band) => peak - peaks[band]!);
    const below = steps.filter((_, band) => peaks[band + 1]! < 1000);
    expect(Math.max(...below) - Math.min(...below)).toBeLessThanOrEqual(1);
    const above = steps.filter((_, band) => peaks[band]! > 1000);
    expect(Math.min(...above)).toBeGreaterThanOrEqual(Math.max(...below));
    expect(above.at(-1)).toBeGreaterThan(4 * below[0]!);
  });

  it('lie between 0 and half the rate, none below 0', () => {
    for (const { firstBin, weights } of melFilters(80, 400)) {
      expect(firstBin).toBeGreaterThanOrEqual(0);
      expect(firstBin + weights.length).toBeLessThanOrEqual(201);
      expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
    }
  });
});
