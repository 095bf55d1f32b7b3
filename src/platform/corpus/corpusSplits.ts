import type { CorpusEntry } from './corpus';

/** Recordings that their list marks as `test` in a column `split`, and the others. */
export function splitOff(entries: readonly CorpusEntry[]): {
  readonly adapt: readonly CorpusEntry[];
  readonly test: readonly CorpusEntry[];
} {
  return {
    adapt: entries.filter(({ split }) => split !== 'test'),
    test: entries.filter(({ split }) => split === 'test'),
  };
}
