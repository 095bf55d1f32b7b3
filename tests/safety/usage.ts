import { readdirSync, readFileSync } from 'node:fs';

/** What a process costs at a moment. */
export interface Usage {
  readonly residentMegabytes: number;
  /** Of processor, user and system, since its start. */
  readonly processorSeconds: number;
  /** Open files, sockets and pipes. */
  readonly handles: number;
}

/** From /proc, so of Linux alone; a clock tick is a hundredth of a second there. @throws where the process has gone */
export function usageOf(pid: number): Usage {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  // The name may hold spaces and ends with a parenthesis; user and system time are the 12th and 13th field behind it.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
  return {
    residentMegabytes: Number(/VmRSS:\s+(\d+)/u.exec(status)?.[1]) / 1024,
    processorSeconds: (Number(fields[11]) + Number(fields[12])) / 100,
    handles: readdirSync(`/proc/${pid}/fd`).length,
  };
}

/** The slope of the straight line that lies nearest to the points (least squares). */
export function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const product = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return product / points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}

/** 0 of none. */
export const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
