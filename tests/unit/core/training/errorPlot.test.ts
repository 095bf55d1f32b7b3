import { describe, expect, it } from 'vitest';

import { drawErrorPlot } from '../../../../src/core/training/errorPlot';

const points = [
  { name: 'full', value: 20, low: 15, high: 25 },
  { name: '320', value: 40, low: 30, high: 50 },
];

describe('drawErrorPlot', () => {
  it('draws a dot and an interval for each point, higher where more is wrong', () => {
    const svg = drawErrorPlot('errors', points);
    const heights = [...svg.matchAll(/cy="([\d.]+)"/g)].map(([, y]) => Number(y));
    expect(heights).toHaveLength(2);
    expect(heights[1]).toBeLessThan(heights[0]!);
    const [, bottom, top] = /M[\d.]+ ([\d.]+)V([\d.]+)" stroke="#4a7dbd"/.exec(svg) ?? [];
    expect(Number(bottom)).toBeGreaterThan(heights[0]!);
    expect(Number(top)).toBeLessThan(heights[0]!);
    expect(svg).toContain('>320</text>');
  });

  it('keeps names from being read as markup, and draws no point without failing', () => {
    expect(drawErrorPlot('a < b & "c"', [])).toContain('<title>a &lt; b &amp; &quot;c&quot;</title>');
    expect(drawErrorPlot('none', [])).not.toContain('NaN');
  });
});
