import type { Take } from '../../src/contract/transcript';

/** A take without words, but for what is said of it. */
export function takeWith(changes: Partial<Take> = {}): Take {
  return {
    version: 2,
    id: 'c0ffee00-0000-4000-8000-000000000000',
    title: '',
    titleIsOwn: false,
    createdAt: '2026-01-01T00:00:00.000Z',
    seconds: 0,
    tags: [],
    pinned: false,
    heardAt: '2026-01-01T00:00:00.000Z',
    model: null,
    utterances: [],
    corrected: false,
    earlier: [],
    ...changes,
  };
}
