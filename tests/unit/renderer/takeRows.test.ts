import { describe, expect, it } from 'vitest';

import type { TakeSummary } from '../../../src/contract/ipc';
import { inListOrder, rowsBetween, takeRows, typedAhead } from '../../../src/renderer/takeRows';

const now = new Date(2026, 10, 27, 12);

/** A take of so many days ago. */
function summary(title: string, daysAgo: number, pinned = false): TakeSummary {
  const createdAt = new Date(2026, 10, 27 - daysAgo, 9).toISOString();
  return { id: title, title, createdAt, seconds: 1, tags: [], pinned, preview: '' };
}

describe('the lines of the list of takes', () => {
  const takes = inListOrder([summary('Old', 3), summary('Two', 0), summary('Kept', 9, true), summary('One', 1)]);
  const { rows, height } = takeRows(takes, now);

  it('has pinned takes first, then the newest first, a line before each day', () => {
    expect(rows.map((row) => (row.kind === 'day' ? row.day : row.take.title))).toEqual([
      ...['Pinned', 'Kept', 'Today', 'Two', 'Yesterday', 'One', 'Tuesday 24 November', 'Old'],
    ]);
  });

  it('puts one below the other', () => {
    expect(rows.map(({ top }) => top)).toEqual([0, 36, 100, 136, 200, 236, 300, 336]);
    expect(height).toBe(400);
  });

  it('shows those that are to be seen', () => {
    expect(rowsBetween(rows, 0, 1000, 0)).toEqual(rows);
    expect(rowsBetween(rows, 100, 201, 0).map(({ top }) => top)).toEqual([100, 136, 200]);
    expect(rowsBetween(rows, 4000, 5000, 0)).toEqual([]);
  });

  it('finds the next title that begins as typed, round the end', () => {
    expect(takes.map(({ title }) => title)).toEqual(['Kept', 'Two', 'One', 'Old']);
    expect([typedAhead(takes, 'o', 0), typedAhead(takes, 'o', 2), typedAhead(takes, 'o', 3)]).toEqual([2, 3, 2]);
    expect([typedAhead(takes, 'ol', 2), typedAhead(takes, 'on', 2), typedAhead(takes, 'x', 0)]).toEqual([3, 2, null]);
  });
});
