/** A point of a grid over alpha and beta. */
interface Point {
  readonly alpha: number;
  readonly beta: number;
  readonly wer: number;
}

const cellWidth = 72;
const cellHeight = 40;
const margin = { left: 72, top: 48, right: 16, bottom: 56 } as const;

/** Word error rates over alpha and beta as an SVG picture: the darker a cell the fewer errors; the best one is framed. */
export function plotSurface(grid: readonly Point[], title: string): string {
  const alphas = axisOf(grid.map(({ alpha }) => alpha));
  const betas = axisOf(grid.map(({ beta }) => beta)).reverse();
  const rates = grid.map(({ wer }) => wer);
  const [lowest, highest] = [Math.min(...rates), Math.max(...rates)];
  const width = margin.left + alphas.length * cellWidth + margin.right;
  const height = margin.top + betas.length * cellHeight + margin.bottom;
  const cells = grid.map((point) => {
    const x = margin.left + alphas.indexOf(point.alpha) * cellWidth;
    const y = margin.top + betas.indexOf(point.beta) * cellHeight;
    const goodness = highest === lowest ? 1 : (highest - point.wer) / (highest - lowest);
    return cellOf(point.wer, { x, y, goodness, isBest: point.wer === lowest });
  });
  const alphaLabels = alphas.map((alpha, i) =>
    label(String(alpha), margin.left + (i + 0.5) * cellWidth, height - margin.bottom + 20),
  );
  const betaLabels = betas.map((beta, i) =>
    label(String(beta), margin.left - 20, margin.top + (i + 0.5) * cellHeight + 4),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`,
    ' font-family="system-ui, sans-serif" font-size="12" text-anchor="middle">',
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    label(title, width / 2, 28),
    ...cells,
    ...alphaLabels,
    ...betaLabels,
    label('alpha, weight of the language model', margin.left + (alphas.length * cellWidth) / 2, height - 16),
    label('beta', 24, margin.top + (betas.length * cellHeight) / 2),
    '</svg>\n',
  ].join('\n');
}

const axisOf = (values: readonly number[]): number[] => [...new Set(values)].sort((a, b) => a - b);

function cellOf(
  wer: number,
  {
    x,
    y,
    goodness,
    isBest,
  }: { readonly x: number; readonly y: number; readonly goodness: number; readonly isBest: boolean },
): string {
  const fill = `hsl(205 45% ${Math.round(95 - 55 * goodness)}%)`;
  const frame = isBest ? ' stroke="#000" stroke-width="2"' : '';
  const ink = goodness > 0.6 ? '#fff' : '#222';
  const text = label(wer.toFixed(1), x + cellWidth / 2, y + cellHeight / 2 + 4, ink);
  return `<rect x="${x + 1}" y="${y + 1}" width="${cellWidth - 2}" height="${cellHeight - 2}" fill="${fill}"${frame}/>${text}`;
}

const label = (text: string, x: number, y: number, ink = '#222'): string =>
  `<text x="${x}" y="${y}" fill="${ink}">${text}</text>`;
