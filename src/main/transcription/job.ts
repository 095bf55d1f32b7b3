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

/** Jobs that are not done, and all of them where that is fewer. Every change writes and shows the whole list. */
export const mostJobs = 10_000;

/** What is said where a person asks for one more. */
export const fullList = `${new Intl.NumberFormat('en-GB').format(mostJobs)} files and takes wait to be written down, which is the most. Try again once some are.`;

/** How many more jobs there may be. What is done takes no room. */
export const roomIn = (jobs: readonly TranscriptionJob[]): number =>
  Math.max(0, mostJobs - jobs.filter((job) => stateOf(job) !== 'done').length);

/** Without what is done where that is too much, the first of the list first: its takes are in the Library. */
export function bounded(jobs: readonly TranscriptionJob[]): TranscriptionJob[] {
  let surplus = jobs.length - mostJobs;
  return jobs.filter((job) => {
    if (surplus <= 0 || stateOf(job) !== 'done') return true;
    surplus -= 1;
    return false;
  });
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
