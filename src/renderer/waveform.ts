/** The bars of a waveform: the loudest of the peaks that each stands for, 0 … 1; fewer than `count` where there are fewer peaks. */
export function barsOf(peaks: readonly number[], count: number): number[] {
  const bars = Math.max(0, Math.min(peaks.length, Math.floor(count)));
  return Array.from({ length: bars }, (_, bar) => {
    const from = Math.floor((bar * peaks.length) / bars);
    const to = Math.max(from + 1, Math.floor(((bar + 1) * peaks.length) / bars));
    return Math.max(...peaks.slice(from, to)) / 255;
  });
}

/** The least that is drawn of a bar, so that silence is a line and not a gap. */
const leastHeight = 0.04;

/** Bars as one path in a box that is a bar wide and 2 high; quiet speech is drawn larger than it is, since ears hear it so. */
export const waveformPath = (bars: readonly number[]): string =>
  bars
    .map((bar, index) => {
      const height = Math.max(leastHeight, Math.sqrt(bar)).toFixed(3);
      return `M${index + 0.15} ${(1 - Number(height)).toFixed(3)}h0.7v${(2 * Number(height)).toFixed(3)}h-0.7z`;
    })
    .join('');

/** How fast a take may be played; its pitch stays. */
export const speeds = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2] as const;

/** The next speed in a direction; the same at the end of the list. */
export function speedBeside(speed: number, direction: 1 | -1): number {
  const beside = direction === 1 ? speeds.find((each) => each > speed) : speeds.findLast((each) => each < speed);
  return beside ?? speed;
}

export const formatSpeed = (speed: number): string => `${speed}×`;
