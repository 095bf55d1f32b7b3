import { readdirSync, readFileSync } from 'node:fs';

/** Processes that a process has started and that live. Linux only. */
export function childrenOf(pid: number): number[] {
  // Each of its threads may have started some.
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number),
  );
}

/** A process with all that it has started, directly or not, and that lives. Linux only. */
export const treeOf = (pid: number): number[] => [pid, ...childrenOf(pid).flatMap(treeOf)];

/** Of memory, at any time so far; 0 for a process that has gone. Linux only. */
export function mostMegabytesOf(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/u.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Of the processor, user and system, so far; 0 for a process that has gone. Linux only. */
export function processorSecondsOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return 0;
  }
}
