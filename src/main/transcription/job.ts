import { randomUUID } from 'node:crypto';

import type { TranscriptionJob } from '../../contract/transcription';

/** A job that waits. @param name for people */
export const newJob = (name: string, source: TranscriptionJob['source']): TranscriptionJob => ({
  id: randomUUID(),
  name,
  source,
  failure: null,
  doneTakeId: null,
  damage: null,
});

/** Of a job that is not at work. */
export function stateOf({ failure, doneTakeId }: TranscriptionJob): 'failed' | 'done' | 'waiting' {
  if (failure !== null) return 'failed';
  return doneTakeId === null ? 'waiting' : 'done';
}

/** The ids of jobs whose file another one before them is of. */
export function repeatedIn(jobs: readonly TranscriptionJob[]): ReadonlySet<string> {
  const [paths, ids] = [new Set<string>(), new Set<string>()];
  for (const { id, source } of jobs) {
    if (source.kind === 'take') continue;
    if (paths.has(source.path)) ids.add(id);
    paths.add(source.path);
  }
  return ids;
}
