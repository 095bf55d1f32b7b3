import { randomUUID } from 'node:crypto';

import type { HeardSound, TranscriptionJob, TranscriptionQueue } from '../../contract/transcription';
import { type HearingPace, notBegun } from './hearingPace';

/** The one at work. */
export interface RunningJob {
  readonly id: string;
  readonly pace: HearingPace;
  /** Its file has grown: it is begun anew, whatever comes of it. */
  hasGrown: boolean;
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

/**
 * The jobs with files that are new or have grown. What is known of the beginning of one that has grown waits once more: of what it
 * has become already a take is made whole.
 */
export function withFiles(
  jobs: readonly TranscriptionJob[],
  files: readonly { readonly name: string; readonly path: string }[],
): TranscriptionJob[] {
  const places = new Map(jobs.map(({ source }, index) => [source.kind === 'file' ? source.path : '', index]));
  const all = [...jobs];
  for (const { name, path } of files) {
    const place = places.get(path);
    const earlier = place === undefined ? undefined : all[place];
    if (place === undefined || earlier === undefined) all.push(newJob(name, { kind: 'file', path }));
    else all[place] = begunAnew(earlier);
  }
  return all;
}

/** To be done once more with all that its file is now. */
export function begunAnew(job: TranscriptionJob): TranscriptionJob {
  const { source, doneTakeId } = job;
  const earlier = source.kind === 'file' && doneTakeId !== null ? { ...source, earlierTakeId: doneTakeId } : source;
  return { ...job, source: earlier, failure: null, doneTakeId: null, damage: null };
}

export const isRunningIn =
  (running: { readonly id: string } | null) =>
  ({ id }: TranscriptionJob): boolean =>
    id === running?.id;

/** "Written down" alone would say that there is a text. */
export const whatIsMissing = ({ utterances }: HeardSound): string | null =>
  utterances.every(({ words }) => words.length === 0) ? 'No words were heard in it. Its sound is kept.' : null;
