import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { defaultFeatureConfig, type FeatureConfig } from '../../../../src/core/features/config';
import { filterBank } from '../../../../src/core/features/filterBank';

const config: fc.Arbitrary<FeatureConfig> = fc
  .record({
    scale: fc.constantFrom('mel' as const, 'linear' as const),
    bands: fc.integer({ min: 1, max: 100 }),
    lowestHz: fc.integer({ min: 0, max: 500 }),
    highestHz: fc.integer({ min: 1000, max: 8000 }),
    fftSize: fc.constantFrom(256, 512, 1024),
  })
  .map((sizes) => ({ ...defaultFeatureConfig, ...sizes }));

function rowsOf(sizes: FeatureConfig): number[][] {
  return filterBank(sizes).map(({ firstBin, weights }) => {
    const row = new Array<number>(sizes.fftSize / 2 + 1).fill(0);
    weights.forEach((weight, index) => (row[firstBin + index] = weight));
    return row;
  });
}

describe('filterBank', () => {
  it('has weights of 0 to 1, inside the spectrum and between the lowest and the highest frequency', () => {
    fc.assert(
      fc.property(config, (sizes) => {
        const rows = rowsOf(sizes);
        const binHz = sizes.sampleRateHz / sizes.fftSize;
        expect(rows.length).toBe(sizes.bands);
        for (const row of rows) {
          expect(row.length).toBe(sizes.fftSize / 2 + 1);
          expect(row.every((weight) => weight >= 0 && weight <= 1)).toBe(true);
          const heard = row.flatMap((weight, bin) => (weight > 0 ? [bin * binHz] : []));
          expect(heard.every((hertz) => hertz > sizes.lowestHz - 1e-6 && hertz < sizes.highestHz + 1e-6)).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('overlaps to 1 between the first and the last peak', () => {
    const rows = rowsOf({ ...defaultFeatureConfig, scale: 'linear' });
    const binHz = 31.25;
    const step = (8000 - 20) / 81;
    for (let bin = Math.ceil((20 + step) / binHz); bin * binHz < 8000 - step; bin += 1) {
      expect(rows.reduce((sum, row) => sum + row[bin]!, 0)).toBeCloseTo(1, 9);
    }
  });

  it('leaves no band of the shipped recipe empty', () => {
    rowsOf(defaultFeatureConfig).forEach((row) => {
      expect(Math.max(...row)).toBeGreaterThan(0);
    });
  });

  it('refuses an upper edge above Nyquist', () => {
    expect(() => filterBank({ ...defaultFeatureConfig, highestHz: 8001 })).toThrow('above Nyquist');
  });
});
