import { describe, expect, it } from 'vitest';

import { plotSurface } from '../../../../src/cli/languageModel/surfacePlot';

const grid = [0.4, 0.6].flatMap((alpha) => [0, 1].map((beta) => ({ alpha, beta, wer: 10 * alpha + beta })));
const plot = plotSurface(grid, 'WER, %');

describe('plotSurface', () => {
  it('draws a cell with its rate for each point', () => {
    for (const { wer } of grid) expect(plot).toContain(`>${wer.toFixed(1)}</text>`);
    expect(plot.match(/<rect x=/g)).toHaveLength(grid.length);
  });

  it('frames the best one alone', () => {
    expect(plot.match(/stroke=/g)).toHaveLength(1);
    expect(plot).toMatch(/stroke="#000"[^>]*\/><text[^>]*>4\.0</);
  });

  it('puts a higher alpha further right and a higher beta further up', () => {
    const placeOf = (wer: string): number[] =>
      ['x', 'y'].map((axis) => Number(new RegExp(`${axis}="([\\d.]+)"[^>]*>${wer}<`).exec(plot)?.[1]));
    expect(placeOf('6.0')[0]).toBeGreaterThan(placeOf('4.0')[0] ?? NaN);
    expect(placeOf('5.0')[1]).toBeLessThan(placeOf('4.0')[1] ?? NaN);
  });

  it('draws a surface that is flat', () => {
    expect(plotSurface([{ alpha: 1, beta: 1, wer: 50 }], 'one')).not.toContain('NaN');
  });
});
