import type { RequestOutput, TakeSummary } from '../../contract/ipc';

const dayMilliseconds = 86_400_000;
/** How far ahead is told what will go. */
const soonDays = 7;

type Aged = Pick<TakeSummary, 'id' | 'createdAt' | 'seconds' | 'pinned'>;

const ageDays = ({ createdAt }: Aged, now: Date): number => (now.getTime() - Date.parse(createdAt)) / dayMilliseconds;

/** The takes that are older than they are to be kept. A pin keeps a take for ever. */
export const expired = <Take extends Aged>(takes: readonly Take[], days: number, now: Date): Take[] =>
  takes.filter((take) => !take.pinned && ageDays(take, now) > days);

/** What such a rule does, before it does it. */
export function expiring(takes: readonly Aged[], days: number, now: Date): RequestOutput<'takes:expiring'> {
  const gone = expired(takes, days, now);
  const inAWeek = new Date(now.getTime() + soonDays * dayMilliseconds);
  return {
    now: gone.length,
    nowSeconds: gone.reduce((sum, { seconds }) => sum + seconds, 0),
    soon: expired(takes, days, inAWeek).length - gone.length,
    pinned: takes.filter((take) => take.pinned && ageDays(take, now) > days).length,
  };
}
