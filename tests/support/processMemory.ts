import { readFileSync } from 'node:fs';

/** Processes that a process has started and that live. Linux only. */
export function childrenOf(pid: number): number[] {
  const tasks = `/proc/${pid}/task/${pid}/children`;
  return readFileSync(tasks, 'utf8').trim().split(' ').filter(Boolean).map(Number);
}

/** Of memory, at any time so far; 0 for a process that has gone. Linux only. */
export function mostMegabytesOf(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/u.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
