/** A rate in percent and the interval around it. */
export interface PlotPoint {
  readonly name: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const width = 640;
const height = 320;
const margin = 48;

/** Points with their intervals, evenly spaced in their order, as the text of an SVG picture; its colours suit light and dark pages. */
export function drawErrorPlot(title: string, points: readonly PlotPoint[]): string {
  const highest = Math.max(10, Math.ceil(Math.max(0, ...points.map(({ high }) => high)) / 10) * 10);
  const x = (index: number): string =>
    (margin + ((index + 0.5) * (width - 2 * margin)) / Math.max(1, points.length)).toFixed(1);
  const y = (percent: number): string => (height - margin - (percent / highest) * (height - 2 * margin)).toFixed(1);
  const grid = [0, 0.25, 0.5, 0.75, 1].map((part) => {
    const at = y(part * highest);
    const line = `<path d="M${margin} ${at}H${width - margin}" stroke="#8886"/>`;
    return `${line}<text x="${margin - 6}" y="${at}" text-anchor="end" dy="4">${part * highest}</text>`;
  });
  const marks = points.map(({ name, value, low, high }, index) => {
    const bar = `<path d="M${x(index)} ${y(low)}V${y(high)}" stroke="#4a7dbd" stroke-width="3"/>`;
    const dot = `<circle cx="${x(index)}" cy="${y(value)}" r="5" fill="#4a7dbd"/>`;
    const label = `<text x="${x(index)}" y="${height - margin + 20}" text-anchor="middle">${escaped(name)}</text>`;
    return `${bar}${dot}<text x="${x(index)}" y="${y(value)}" dx="9" dy="4">${value.toFixed(1)}</text>${label}`;
  });
  const opening = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" fill="#888">`;
  const head = `<title>${escaped(title)}</title><text x="${margin}" y="24" font-size="14">${escaped(title)}, %</text>`;
  return [opening, head, ...grid, ...marks, '</svg>', ''].join('\n');
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
