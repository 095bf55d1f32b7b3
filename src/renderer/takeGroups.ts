import type { TakeSummary } from '../contract/ipc';
import { formatDay } from './format';

/** Takes of one day. */
export interface TakeGroup {
  readonly day: string;
  readonly takes: readonly TakeSummary[];
}

/** A group a day, in the order of the list. */
export function groupByDay(list: readonly TakeSummary[], now = new Date()): TakeGroup[] {
  const byDay = new Map<string, TakeSummary[]>();
  for (const take of list) {
    const day = formatDay(take.createdAt, now);
    byDay.set(day, [...(byDay.get(day) ?? []), take]);
  }
  return [...byDay].map(([day, takes]) => ({ day, takes }));
}
