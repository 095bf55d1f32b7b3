import { randomUUID } from 'node:crypto';

import type { TranscriptionJob, TranscriptionQueue } from '../../contract/transcription';
import { type HearingPace, notBegun } from './hearingPace';

/** The one at work. */
export interface RunningJob {
  readonly id: string;
  readonly pace: HearingPace;
}

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

/** As the window shows it. */
export function shownJob(
  job: TranscriptionJob,
  atWork: RunningJob | null,
): Omit<TranscriptionQueue['jobs'][number], 'isRepeated'> {
  const { id, name, source, failure, doneTakeId, damage } = job;
  const running = atWork?.id === id && stateOf(job) === 'waiting' ? atWork : null;
  return {
    id,
    name,
    state: running === null ? stateOf(job) : 'running',
    takeId: source.kind === 'take' ? source.takeId : doneTakeId,
    ...(running?.pace.shown ?? notBegun),
    note: failure?.message ?? damage,
  };
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
