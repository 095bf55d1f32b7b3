import type { FoundTakes, TakeSummary } from '../contract/ipc';
import { formatDay } from './format';

/** A line of the list: a day, or a take; with what a search hit where there was one. */
export type TakeRow =
  | { readonly kind: 'day'; readonly day: string; readonly top: number }
  | { readonly kind: 'take'; readonly take: ListedTake; readonly index: number; readonly top: number };

export type ListedTake = TakeSummary & Partial<Pick<FoundTakes['hits'][number], 'titlePieces' | 'textPieces'>>;

/** Heights in pixels; the style sheet of the list has the same. */
export const dayHeight = 36;
export const takeHeight = 64;

/** The lines of a list with their places, pinned takes before all days, and the height of all. */
export function takeRows(
  takes: readonly ListedTake[],
  now = new Date(),
): { readonly rows: readonly TakeRow[]; readonly height: number } {
  const rows: TakeRow[] = [];
  let [top, day] = [0, ''];
  takes.forEach((take, index) => {
    const ownDay = take.pinned ? 'Pinned' : formatDay(take.createdAt, now);
    if (ownDay !== day) {
      rows.push({ kind: 'day', day: ownDay, top });
      top += dayHeight;
      day = ownDay;
    }
    rows.push({ kind: 'take', take, index, top });
    top += takeHeight;
  });
  return { rows, height: top };
}

/** Pinned first, then the newest first. */
export const inListOrder = <Listed extends TakeSummary>(takes: readonly Listed[]): Listed[] =>
  takes.toSorted((a, b) => Number(b.pinned) - Number(a.pinned) || b.createdAt.localeCompare(a.createdAt));

/** The takes from one to another, whichever is first in the list. */
export function idsBetween(takes: readonly TakeSummary[], one: string | null, other: string): ReadonlySet<string> {
  const place = (wanted: string | null): number => takes.findIndex(({ id }) => id === wanted);
  const [from, to] = [place(one), place(other)];
  const between = takes.slice(Math.max(0, Math.min(from, to)), Math.max(from, to) + 1);
  return new Set(between.map(({ id }) => id));
}

/** The lines that are to be seen between two heights, and some more on both sides, so that none is missed while scrolling. */
export function rowsBetween(rows: readonly TakeRow[], top: number, bottom: number, margin = 400): readonly TakeRow[] {
  const from = firstEndingAfter(rows, top - margin);
  let to = from;
  while (to < rows.length && (rows[to]?.top ?? 0) < bottom + margin) to += 1;
  return rows.slice(from, to);
}

function firstEndingAfter(rows: readonly TakeRow[], height: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle];
    if (row !== undefined && row.top + takeHeight <= height) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where the next take with such a beginning is, from the place after `from` on and round; null where there is none. */
export function typedAhead(takes: readonly TakeSummary[], typed: string, from: number): number | null {
  const begins = typed.toLowerCase();
  for (let step = typed.length > 1 ? 0 : 1; step <= takes.length; step += 1) {
    const index = (from + step) % takes.length;
    if (takes[index]?.title.toLowerCase().startsWith(begins)) return index;
  }
  return null;
}
