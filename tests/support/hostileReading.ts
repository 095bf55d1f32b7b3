import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { HostileBytes } from './hostileBytes';
import type { HostileKind } from './hostileInputs';

/** What came of an input. */
export interface HostileReading {
  readonly isTaken: boolean;
  /** Of this process, whatever else the machine does. */
  readonly processorSeconds: number;
  /** What must not be; empty where all is well. */
  readonly faults: readonly string[];
}

const longestProcessorSeconds = 5;

export async function hostileReading(
  kind: HostileKind,
  { bytes }: HostileBytes,
  folder: string,
): Promise<HostileReading> {
  const path = join(folder, 'hostile');
  writeFileSync(path, bytes);
  const faults: string[] = [];
  const before = process.cpuUsage();
  const told = await kind.read(path).catch((cause: unknown) => {
    faults.push(`it throws ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`);
    return null;
  });
  const { user, system } = process.cpuUsage(before);
  const processorSeconds = (user + system) / 1e6;
  if (processorSeconds > longestProcessorSeconds) faults.push(`it takes ${processorSeconds.toFixed(1)} s`);
  if (told !== null && !/^\S.{8,2000}[.”]$/su.test(told)) faults.push(`it is told “${told.slice(0, 200)}”`);
  if ('isPolluted' in {}) faults.push('every object has a name more');
  return { isTaken: told === null, processorSeconds, faults };
}
